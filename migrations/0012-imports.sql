-- Which file brought in which records, so that a repeated import stores nothing twice and an import can be undone.
create table import (
  id uuid primary key,
  record_type text not null,
  person_id uuid not null references account,
  grant_role text not null,
  unit_id integer not null references unit,
  path text collate "C" not null,
  file_name text,
  content_hash text not null,
  rows integer not null,
  good integer not null default 0,
  bad integer not null default 0,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by uuid references account
);
comment on table import is 'Each file or paste that was brought in, by whom and under which unit. Undone, never deleted.';
create index import_content on import (content_hash, person_id);
create index import_path on import (record_type, path, started_at);

create table import_row (
  import_id uuid not null references import,
  row integer not null,
  record_id uuid not null,
  content_hash text not null,
  -- The version that the import left; null for a row that was refused.
  version integer,
  primary key (import_id, row)
);
comment on table import_row is 'Which record a row became. The hash of its cells tells a row that comes a second time.';
create index import_row_content on import_row (content_hash);
create index import_row_record on import_row (record_id);

-- A number that a paper book gave is looked for before it is given again.
create index dispute_number on dispute (number);

alter table import enable row level security;
create policy reads on import for select to taizhang_reader using (reader_sees(path, 0::smallint, null, person_id));
create policy writes on import for all to taizhang_writer using (true) with check (true);
alter table import_row enable row level security;
create policy reads on import_row for select to taizhang_reader
  using (exists (select from import parent where parent.id = import_id));
create policy writes on import_row for all to taizhang_writer using (true) with check (true);
grant select on import, import_row to taizhang_reader;
grant select, insert, update on import, import_row to taizhang_writer;
