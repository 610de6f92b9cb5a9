-- Editions: figures that were signed. Each stands at a page of the ledger and never changes; what is written afterwards
-- is told by the lines after that page. They are compiled by a role of their own, which can do nothing else.

do $$
begin
  begin
    create role taizhang_compiler nologin;
  exception when duplicate_object or unique_violation then null;
  end;
  grant taizhang_compiler to current_user;
end $$;

create table edition (
  id uuid primary key,
  -- What it is an edition of: `return`, `summary`.
  kind text not null check (kind ~ '^[a-z_]+$'),
  -- Editions of one matter follow each other: 1, 2, 3.
  series text not null check (length(series) between 3 and 200),
  number integer not null check (number > 0),
  restates uuid references edition,
  reason text,
  unit_id integer not null references unit,
  path text collate "C" not null,
  from_day date not null,
  to_day date not null,
  title jsonb not null,
  -- Whose post has to hold these lines of work to read it.
  lines text[] not null,
  page_id integer not null references ledger_page,
  last_line bigint not null,
  -- No day after this counts: the day on which the page was closed.
  last_day date not null,
  stood_at timestamptz not null,
  sealed_included boolean not null,
  small_below integer not null,
  document jsonb,
  signed_by uuid not null references account,
  signed_role text not null,
  signed_at timestamptz not null,
  -- SHA-256 over all of the above, the figures and the page's hash, in the spelling of `seal.ts`.
  seal bytea not null,
  unique (series, number),
  check (from_day <= to_day),
  check ((number = 1) = (restates is null)),
  check (restates is null or length(trim(reason)) > 0)
);
comment on table edition is 'A signed set of figures as they stood at a page of the ledger. Never changed: a restatement is the next edition.';
create index edition_path on edition (path, signed_at);

create table edition_figure (
  edition_id uuid not null references edition,
  key text not null,
  position integer not null,
  unit_id integer not null references unit,
  from_day date not null,
  to_day date not null,
  -- The indicator as it was defined that day: label, counter, rule, measures and facets.
  definition jsonb not null,
  -- null: not reported. A rate in per cent, unrounded; money in fen.
  value numeric,
  numerator numeric,
  denominator numeric,
  not_reported_reason jsonb,
  -- The units that were counted: the unit with all below it, as the tree stood.
  members int4multirange not null,
  -- Sealed records count where they are many enough to point at nobody; else the level above counts them.
  sealed_counted boolean not null,
  primary key (edition_id, key)
);
comment on table edition_figure is 'The figures of an edition with definition, period and the units counted. Never changed.';
create unique index edition_figure_position on edition_figure (edition_id, position);

create table edition_comment (
  id bigint generated always as identity primary key,
  edition_id uuid not null references edition,
  -- About one figure, or about the whole.
  key text,
  text text not null check (length(trim(text)) between 1 and 2000),
  person_id uuid not null references account,
  role text not null,
  at timestamptz not null default now()
);
comment on table edition_comment is 'What leaders and others say about an edition. A comment is beside the figures and changes none (Statistics Law 7).';
create index edition_comment_edition on edition_comment (edition_id, id);

do $$
declare table_name text;
begin
  foreach table_name in array array['edition_figure', 'edition_comment'] loop
    execute format('create trigger %I before update or delete or truncate on %I for each statement execute function refuse_change()',
      table_name || '_is_append_only', table_name);
    execute format('alter table %I enable row level security', table_name);
    execute format('create policy reads on %I for select to taizhang_reader, taizhang_writer using (exists (select from edition e where e.id = edition_id))',
      table_name);
    execute format('grant select on %I to taizhang_reader, taizhang_compiler', table_name);
  end loop;
end $$;
create trigger edition_is_append_only before delete or truncate on edition
  for each statement execute function refuse_change();
-- When units are reorganised its place follows; what it says stays.
create trigger edition_keeps_its_content before update on edition
  for each row execute function refuse_change_but_path();

alter table edition enable row level security;
create policy reads on edition for select to taizhang_reader using (reader_sees(path, 0::smallint, null, null));
create policy reads_all on edition for select to taizhang_writer using (true);
create policy compiles on edition for all to taizhang_compiler using (true) with check (true);
create policy compiles on edition_figure for all to taizhang_compiler using (true) with check (true);
create policy comments on edition_comment for all to taizhang_compiler using (true) with check (true);

grant select on edition to taizhang_reader, taizhang_writer, taizhang_compiler;
grant insert on edition, edition_figure, edition_comment to taizhang_compiler;
grant select on unit, unit_place, measure, facet_set, ledger_line, ledger_page, ledger_fold, balance, sealed_record
  to taizhang_compiler;
grant select (id, name) on account to taizhang_compiler;
