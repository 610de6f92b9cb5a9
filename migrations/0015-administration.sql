-- Administration: what happened to units as one list, codes of the office's own, periods of the office's own,
-- hand-over of a post.

-- ── Events of the tree ──────────────────────────────────────────────────────────────────────────────────────────

create table unit_event (
  id bigint generated always as identity primary key,
  deed text not null check (deed in ('added', 'renamed', 'moved', 'merged', 'split', 'closed', 'taken_back')),
  units integer[] not null,
  on_day date not null,
  reason text,
  document text,
  undo jsonb not null,
  takes_back bigint unique references unit_event,
  recorded_at timestamptz not null default now(),
  recorded_by uuid references account
);
comment on table unit_event is 'What was decided about units: by which document, for what reason, and what it would need to take it back. Append-only.';
comment on column unit_event.units is 'Every unit that took part, those made and those ended among them.';
create index unit_event_units on unit_event using gin (units);
create trigger unit_event_is_append_only before update or delete or truncate on unit_event
  for each statement execute function refuse_change();
grant select on unit_event to taizhang_reader, taizhang_writer, taizhang_loader;

-- Checked at the end: an event is written last, when all that it did is known.
alter table unit_succession add column event_id bigint references unit_event deferrable initially deferred;
alter table unit_place add column event_id bigint references unit_event deferrable initially deferred;

-- ── Codes ───────────────────────────────────────────────────────────────────────────────────────────────────────

create table code (
  list text not null,
  code text not null,
  parent text,
  label_en text not null,
  label_zh text not null,
  valid_from date,
  valid_to date,
  source text,
  changed_at timestamptz not null default now(),
  changed_by uuid references account,
  primary key (list, code),
  check (valid_to is null or valid_from is null or valid_to >= valid_from)
);
comment on table code is 'What an office adds to the code lists that the product brings: codes of its own below a national one, other labels, ends. Never deleted.';
grant select on code to taizhang_reader, taizhang_writer, taizhang_loader;
create function tell_codes() returns trigger language plpgsql as $$
begin
  perform pg_notify('taizhang_codes', current_schema());
  return null;
end $$;
create trigger code_is_told after insert or update on code for each statement execute function tell_codes();

-- ── Periods of the office's own ─────────────────────────────────────────────────────────────────────────────────

create table rule_setting (
  rule text not null,
  version integer not null check (version > 1),
  n integer not null check (n > 0),
  unit text not null check (unit in ('hours', 'calendar_days', 'working_days', 'months', 'years')),
  valid_from date not null,
  reason text not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid references account,
  primary key (rule, version)
);
comment on table rule_setting is 'Periods that no law sets, as the office has set them: version by version, each from a day on. Append-only.';
create trigger rule_setting_is_append_only before update or delete or truncate on rule_setting
  for each statement execute function refuse_change();
grant select on rule_setting to taizhang_reader, taizhang_writer, taizhang_loader;

-- ── Hand-over of a post ─────────────────────────────────────────────────────────────────────────────────────────

create table hand_over (
  id uuid primary key,
  from_person uuid not null references account,
  to_person uuid not null references account,
  by_person uuid not null references account,
  unit_id integer not null references unit,
  path text collate "C" not null,
  day date not null,
  note text,
  records jsonb not null,
  duties jsonb not null,
  recorded_at timestamptz not null default now(),
  taken_back_at timestamptz,
  check (from_person <> to_person)
);
comment on table hand_over is 'A post handed over: which records went to whom, and what was due on that day, for both to sign.';
create index hand_over_people on hand_over (from_person, to_person);

-- Whoever takes a record over reads its history too: of a restricted record a version is opened to its keeper.
create or replace function refuse_change_but_path() returns trigger language plpgsql as $$
begin
  case current_setting('taizhang.reorganising', true)
    when 'yes' then old.path := new.path;
    when 'guard' then old.guard := new.guard;
    when 'keeper' then old.keeper_id := new.keeper_id;
    else null;
  end case;
  if coalesce(current_setting('taizhang.reorganising', true), '') <> '' and old *= new then return new; end if;
  raise exception '% is append-only: write a correction instead', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create function keep_versions(records uuid[], keeper uuid) returns void
language plpgsql security definer set search_path from current as $$
begin
  perform set_config('taizhang.reorganising', 'keeper', true);
  update record_version v set keeper_id = keeper where v.record_id = any(records) and v.keeper_id is distinct from keeper;
  perform set_config('taizhang.reorganising', '', true);
end $$;
revoke execute on function keep_versions(uuid[], uuid) from public;
