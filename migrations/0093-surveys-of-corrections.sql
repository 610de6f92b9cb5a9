-- Who is under correction here at all, found out by comparing lists.

create table correction_survey (
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
  began_on date not null,
  surveyed_on date not null,
  sources text[] not null,
  by_whom text,
  note text,
  found_by tsvector not null default '',
  primary key (id)
);
create index correction_survey_order on correction_survey (surveyed_on, id);
create index correction_survey_path on correction_survey (path, surveyed_on);
create index correction_survey_found on correction_survey using gin (found_by) with (gin_pending_list_limit = 256);
call secure_records('correction_survey');
call show_records('correction_survey');

alter table correction_file
  add column survey_id uuid references correction_survey,
  add column surveyed_on date;
create index correction_file_survey_id on correction_file (survey_id);
call show_records('correction_file');
