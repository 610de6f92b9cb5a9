-- Honours of villages, units, offices and people; praise; rule-of-law creation projects.

create table honour (
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
  kind text not null,
  level text not null,
  subject_kind text not null,
  subject_name text not null,
  subject_name_en text,
  office_id uuid references office,
  position text,
  person_account_id uuid references account,
  subject_key text,
  moved_on date,
  honoured_unit_id integer references unit,
  title text,
  basis text,
  merits text,
  self_score integer,
  nominated_on date,
  nominated_by uuid references account,
  inspected_on date,
  inspected_by uuid references account,
  inspector_score integer,
  opinion text,
  notice_from date,
  notice_until date,
  notice_shortest date,
  notice_place text,
  recommended_on date,
  recommended_to text,
  recommended_no text,
  named_on date,
  named_by text,
  document_no text,
  certificate_no text,
  plaque_on date,
  valid_until date,
  verified_on date,
  verified_by uuid references account,
  verification text,
  verification_opinion text,
  ended_on date,
  ended_how text,
  found_by tsvector not null default '',
  primary key (id)
);
create index honour_order on honour (moved_on, id);
create index honour_path on honour (path, moved_on);
create index honour_found on honour using gin (found_by) with (gin_pending_list_limit = 256);
create index honour_office_id on honour (office_id);
call secure_records('honour');
call show_records('honour');
create table honour_conditions (
  id uuid not null,
  record_id uuid not null references honour,
  position integer not null,
  condition text not null,
  met text,
  note text,
  primary key (id)
);
create index honour_conditions_record on honour_conditions (record_id, position);
call secure_children('honour_conditions', 'honour');
create table honour_objections (
  id uuid not null,
  record_id uuid not null references honour,
  position integer not null,
  received_on date not null,
  from_whom text,
  what text not null,
  finding text,
  answered_on date,
  answer text,
  primary key (id)
);
create index honour_objections_record on honour_objections (record_id, position);
call secure_children('honour_objections', 'honour');
create table honour_terms (
  id uuid not null,
  record_id uuid not null references honour,
  position integer not null,
  from_day date not null,
  until_day date,
  ground text not null,
  primary key (id)
);
create index honour_terms_record on honour_terms (record_id, position);
call secure_children('honour_terms', 'honour');

create table praise (
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
  kind text not null,
  level text not null,
  sender_kind text not null,
  sender text not null,
  received_on date not null,
  praised text not null,
  office_id uuid references office,
  about text,
  spread_by text,
  counted_unit_id integer references unit,
  found_by tsvector not null default '',
  primary key (id)
);
create index praise_order on praise (received_on, id);
create index praise_path on praise (path, received_on);
create index praise_found on praise using gin (found_by) with (gin_pending_list_limit = 256);
create index praise_office_id on praise (office_id);
call secure_records('praise');
call show_records('praise');

create table creation (
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
  kind text not null,
  level text not null,
  name text not null,
  name_en text,
  lead text not null,
  basis text,
  started_on date not null,
  created_unit_id integer references unit,
  weight integer,
  self_on date,
  self_by uuid references account,
  self_total integer,
  assessed_on date,
  assessed_by uuid references account,
  assessed_total integer,
  opinion text,
  ended_on date,
  result_no text,
  found_by tsvector not null default '',
  primary key (id)
);
create index creation_order on creation (started_on, id);
create index creation_path on creation (path, started_on);
create index creation_found on creation using gin (found_by) with (gin_pending_list_limit = 256);
call secure_records('creation');
call show_records('creation');
create table creation_indicators (
  id uuid not null,
  record_id uuid not null references creation,
  position integer not null,
  code text not null,
  what text not null,
  weight integer not null,
  owner text not null,
  evidence text,
  due_on date not null,
  done_on date,
  self_score integer,
  assessed_score integer,
  note text,
  primary key (id)
);
create index creation_indicators_record on creation_indicators (record_id, position);
call secure_children('creation_indicators', 'creation');
