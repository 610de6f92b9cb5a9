-- Honours whose kind has a tree of conditions are scored by it, on the sheet of the assessments.

create table honour_standard (
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
  name text not null,
  version_no text not null,
  subject text not null,
  basis text,
  pass_mark integer not null,
  total integer,
  valid_months integer not null,
  valid_from date,
  valid_to date,
  replaces_id uuid references honour_standard,
  replaces_unit_id integer references unit,
  replaces_from date,
  note text,
  found_by tsvector not null default '',
  primary key (id)
);
create index honour_standard_order on honour_standard (valid_from, id);
create index honour_standard_path on honour_standard (path, valid_from);
create index honour_standard_found on honour_standard using gin (found_by) with (gin_pending_list_limit = 256);
create index honour_standard_replaces_id on honour_standard (replaces_id);
call secure_records('honour_standard');
call secure_issued('honour_standard');
call show_issued('honour_standard');
create table honour_standard_items (
  id uuid not null,
  record_id uuid not null references honour_standard,
  position integer not null,
  code text not null,
  parent_code text,
  item text not null,
  item_en text,
  points integer not null,
  evidence text,
  must boolean,
  question text,
  primary key (id)
);
create index honour_standard_items_record on honour_standard_items (record_id, position);
call secure_children('honour_standard_items', 'honour_standard');

alter table honour add column criteria_id uuid references honour_standard;
alter table honour add column criteria_version text;
alter table honour add column criteria_kind text;
alter table honour add column pass_mark integer;
alter table honour add column vetoed boolean;
create index honour_criteria_id on honour (criteria_id);
call show_records('honour');
create table honour_scores (
  id uuid not null,
  record_id uuid not null references honour,
  position integer not null,
  item_code text not null,
  item text,
  points_max integer,
  register_score integer,
  self_score integer,
  inspector_score integer,
  reason text,
  primary key (id)
);
create index honour_scores_record on honour_scores (record_id, position);
call secure_children('honour_scores', 'honour');
create table honour_items (
  id uuid not null,
  record_id uuid not null references honour,
  position integer not null,
  code text not null,
  parent_code text,
  item text not null,
  item_en text,
  points integer not null,
  evidence text,
  must boolean,
  question text,
  primary key (id)
);
create index honour_items_record on honour_items (record_id, position);
call secure_children('honour_items', 'honour');
create table honour_answers (
  id uuid not null,
  record_id uuid not null references honour,
  position integer not null,
  question text not null,
  answer boolean,
  asked_on date not null,
  primary key (id)
);
create index honour_answers_record on honour_answers (record_id, position);
call secure_children('honour_answers', 'honour');
