-- What a court or a prison asks before somebody is left in the community.

create table correction_inquiry (
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
  number text,
  person_id uuid not null references person,
  sex text,
  minor boolean,
  entrusted_by text not null,
  entruster text not null,
  letter_no text,
  category text not null,
  offence text,
  fast_track boolean,
  received_on date not null,
  due_on date,
  place text,
  investigated_on date,
  investigators text,
  opinion text,
  opinion_on date,
  opinion_no text,
  opinion_note text,
  returned_on date,
  returned_because text,
  outcome text,
  decided_on date,
  file_id uuid references correction_file,
  found_by tsvector not null default '',
  primary key (id)
);
create index correction_inquiry_order on correction_inquiry (received_on, id);
create index correction_inquiry_path on correction_inquiry (path, received_on);
create index correction_inquiry_found on correction_inquiry using gin (found_by) with (gin_pending_list_limit = 256);
create index correction_inquiry_person_id on correction_inquiry (person_id);
create index correction_inquiry_file_id on correction_inquiry (file_id);
call secure_records('correction_inquiry');
call show_records('correction_inquiry');
create table correction_inquiry_findings (
  id uuid not null,
  record_id uuid not null references correction_inquiry,
  position integer not null,
  topic text not null,
  on_day date not null,
  source text,
  finding text not null,
  primary key (id)
);
create index correction_inquiry_findings_record on correction_inquiry_findings (record_id, position);
call secure_children('correction_inquiry_findings', 'correction_inquiry');

alter table correction_file add column inquiry_id uuid references correction_inquiry;
create index correction_file_inquiry_id on correction_file (inquiry_id);
call show_records('correction_file');
