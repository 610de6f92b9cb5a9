-- Papers made from Word templates: which templates staff put in place of those that come along, and which papers were
-- made. Neither holds a name of a party.

create table paper_template (
  id uuid primary key default gen_random_uuid(),
  record_type text not null,
  template text not null,
  language text not null check (language in ('zh', 'en')),
  -- For records of this unit and below; the nearest unit above a record decides.
  unit_id integer not null references unit,
  version integer not null,
  -- Empty: from here on the unit has no form of its own, and that of the units above or the one that comes along holds.
  content bytea,
  name text,
  created_by uuid not null references account,
  created_at timestamptz not null default now(),
  check ((content is null) = (name is null)),
  unique (record_type, template, language, unit_id, version)
);
comment on table paper_template is 'Word forms that staff edited, by unit, kept version by version; the newest holds. Append-only.';
create trigger paper_template_is_append_only before update or delete or truncate on paper_template
  for each statement execute function refuse_change();
grant select on paper_template to taizhang_reader, taizhang_writer;
grant insert on paper_template to taizhang_writer;

create table paper_made (
  id bigint generated always as identity primary key,
  record_id uuid not null,
  paper text not null,
  language text not null check (language in ('zh', 'en')),
  record_version integer not null,
  template_id uuid references paper_template,
  made_by uuid not null references account,
  made_at timestamptz not null default now()
);
comment on table paper_made is 'Each making of a paper: from which version of its record and by which form. Append-only.';
create index paper_made_record on paper_made (record_id, paper, id);
create trigger paper_made_is_append_only before update or delete or truncate on paper_made
  for each statement execute function refuse_change();
-- Seen by whoever sees the record's history: its place and guard follow the record.
alter table paper_made enable row level security;
create policy reads on paper_made for select to taizhang_reader
  using (exists (select from record_version v where v.record_id = paper_made.record_id));
create policy writes on paper_made for insert to taizhang_writer with check (true);
grant select on paper_made to taizhang_reader;
grant insert on paper_made to taizhang_writer;

-- The paper books that a committee continues: their numbers are taken, and the next case gets the one after.
create table committee_books (
  id uuid not null,
  record_id uuid not null references committee,
  position integer not null,
  year integer not null,
  last_number integer not null,
  primary key (id)
);
create index committee_books_record on committee_books (record_id, position);
call secure_children('committee_books', 'committee');
