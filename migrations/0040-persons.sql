-- Who somebody is, kept once for all lines and encrypted: each record that keeps secrets has a key of its own.

create table data_key (
  record_id uuid primary key,
  -- The name of the master key that unwraps it. Master keys are no part of the database.
  master text not null,
  wrapped bytea not null,
  made_at timestamptz not null default now()
);
comment on table data_key is 'The key of each record that keeps secrets, wrapped. Destroyed, it takes the secrets along. No part of a backup: keys have one of their own.';
grant select on data_key to taizhang_reader, taizhang_writer, taizhang_loader;
grant insert on data_key to taizhang_writer, taizhang_loader;

create table destroyed_key (
  record_id uuid primary key,
  record_type text not null,
  person_id uuid references account,
  reason text not null,
  destroyed_at timestamptz not null default now()
);
comment on table destroyed_key is 'Keys that were destroyed. Played again after every restore. Append-only.';
create trigger destroyed_key_is_append_only before update or delete or truncate on destroyed_key
  for each statement execute function refuse_change();
grant select, insert on destroyed_key to taizhang_writer;

create table person (
  id uuid not null,
  version integer not null,
  state text not null,
  unit_id integer not null references unit,
  path text collate "C" not null,
  guard smallint not null,
  keeper_id uuid,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  document_kind text not null,
  document_number text,
  no_document_reason text,
  name text not null,
  sex text not null,
  born_on text,
  birth_year integer,
  household_place text,
  residence_place text,
  residence_unit_id integer references unit,
  merged_into_id uuid references person,
  merge_ground text,
  found_by tsvector not null default '',
  primary key (id)
);
create index person_order on person (created_at, id);
create index person_path on person (path, created_at, id);
create index person_found on person using gin (found_by) with (gin_pending_list_limit = 256);
create index person_codes on person using gin ((array['state=' || state, 'sex=' || sex, 'keeper_id=' || keeper_id::text, 'created_by=' || created_by::text])) with (gin_pending_list_limit = 256);
create index person_merged_into_id on person (merged_into_id);
call secure_records('person');
call show_records('person');
create table person_names (
  id uuid not null,
  record_id uuid not null references person,
  position integer not null,
  name text not null,
  kind text not null,
  primary key (id)
);
create index person_names_record on person_names (record_id, position);
call secure_children('person_names', 'person');
create table person_telephones (
  id uuid not null,
  record_id uuid not null references person,
  position integer not null,
  number text not null,
  whose text not null,
  primary key (id)
);
create index person_telephones_record on person_telephones (record_id, position);
call secure_children('person_telephones', 'person');
create table person_kin (
  id uuid not null,
  record_id uuid not null references person,
  position integer not null,
  name text not null,
  relation text not null,
  telephone text,
  place text,
  primary key (id)
);
create index person_kin_record on person_kin (record_id, position);
call secure_children('person_kin', 'person');
