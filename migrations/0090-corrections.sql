-- Community corrections: the tables that src/lines/corrections defines.

-- Who works on corrections: without one, the figures of an office are not reported.
create table correction_station (
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
  kind text not null,
  set_up_on date not null,
  register_from date,
  ready_on date,
  document_no text,
  officer_id uuid references account,
  telephone text,
  ended_on date,
  note text,
  found_by tsvector not null default '',
  primary key (id)
);
create index correction_station_order on correction_station (set_up_on, id);
create index correction_station_path on correction_station (path, set_up_on);
create index correction_station_found on correction_station using gin (found_by) with (gin_pending_list_limit = 256);
call secure_records('correction_station');
call show_records('correction_station');

-- One file for each person under correction. Narratives are encrypted; identity is in the register of persons.
create table correction_file (
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
  birth_year integer,
  minor boolean,
  category text not null,
  outside_ground text,
  organ_kind text not null,
  deciding_organ text not null,
  document_no text,
  offence text,
  sentence text,
  injunction text,
  under_injunction boolean,
  effective_on date not null,
  term_from date not null,
  term_until date not null,
  notified_on date,
  papers_on date,
  receipt_on date,
  report_due_on date,
  received_on date,
  received_unit_id integer references unit,
  officer_id uuid references account,
  announced_on date,
  announced text[],
  announced_at text,
  announced_publicly boolean,
  group_from date,
  letter_on date,
  plan_made_on date,
  plan text,
  plan_result text,
  education_hours integer,
  service_hours integer,
  corr_class text,
  class_on date,
  class_reasons text[],
  class_note text,
  contact_on date,
  contact_way text,
  contact_mind text,
  contact_note text,
  next_report_on date,
  next_visit_on date,
  next_talk_on date,
  hours_kind text,
  hours_on date,
  hours integer,
  hours_topic text,
  health_kind text,
  health_on date,
  health_note text,
  lost_on date,
  search_on date,
  search_note text,
  found_on date,
  pause_kind text,
  pause_from date,
  pause_until date,
  pause_note text,
  notice_about text,
  notice_organs text[],
  notice_on date,
  notice_no text,
  summary_on date,
  appraised_on date,
  appraisal text,
  ended_on date,
  end_kind text,
  certificate text,
  end_note text,
  reoffended_on date,
  help_file_id uuid references help_file,
  moving_to_unit_id integer references unit,
  moved_on date,
  moved_to text,
  found_by tsvector not null default '',
  primary key (id)
);
create index correction_file_order on correction_file (effective_on, id);
create index correction_file_path on correction_file (path, effective_on, id);
create index correction_file_found on correction_file using gin (found_by) with (gin_pending_list_limit = 256);
create index correction_file_codes on correction_file using gin ((array['state=' || state, 'category=' || category, 'corr_class=' || corr_class, 'end_kind=' || end_kind, 'keeper_id=' || keeper_id::text, 'created_by=' || created_by::text])) with (gin_pending_list_limit = 256);
create index correction_file_received_on on correction_file (received_on, id);
create index correction_file_term_until on correction_file (term_until, id);
create index correction_file_next_report_on on correction_file (next_report_on, id);
create index correction_file_person_id on correction_file (person_id);
create index correction_file_help_file_id on correction_file (help_file_id);
call secure_records('correction_file');
call show_records('correction_file');
create table correction_file_offices (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  unit_id integer not null references unit,
  from_day date not null,
  primary key (id)
);
create index correction_file_offices_record on correction_file_offices (record_id, position);
call secure_children('correction_file_offices', 'correction_file');
create table correction_file_announced_to (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  name text not null,
  role text not null,
  primary key (id)
);
create index correction_file_announced_to_record on correction_file_announced_to (record_id, position);
call secure_children('correction_file_announced_to', 'correction_file');
create table correction_file_group_members (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  name text not null,
  role text not null,
  sex text not null,
  knows_minors boolean,
  telephone text,
  primary key (id)
);
create index correction_file_group_members_record on correction_file_group_members (record_id, position);
call secure_children('correction_file_group_members', 'correction_file');
create table correction_file_plans (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  made_on date not null,
  plan text not null,
  result text,
  primary key (id)
);
create index correction_file_plans_record on correction_file_plans (record_id, position);
call secure_children('correction_file_plans', 'correction_file');
create table correction_file_gradings (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  from_day date not null,
  corr_class text not null,
  reasons text[],
  note text,
  primary key (id)
);
create index correction_file_gradings_record on correction_file_gradings (record_id, position);
call secure_children('correction_file_gradings', 'correction_file');
create table correction_file_contacts (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  kind text not null,
  on_day date not null,
  way text not null,
  mind text,
  note text,
  due_on date,
  primary key (id)
);
create index correction_file_contacts_record on correction_file_contacts (record_id, position);
call secure_children('correction_file_contacts', 'correction_file');
create table correction_file_sessions (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  kind text not null,
  held_on date not null,
  hours integer not null,
  topic text,
  primary key (id)
);
create index correction_file_sessions_record on correction_file_sessions (record_id, position);
call secure_children('correction_file_sessions', 'correction_file');
create table correction_file_health_reports (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  kind text not null,
  on_day date not null,
  note text,
  primary key (id)
);
create index correction_file_health_reports_record on correction_file_health_reports (record_id, position);
call secure_children('correction_file_health_reports', 'correction_file');
create table correction_file_pauses (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  kind text not null,
  from_day date not null,
  until_day date,
  note text,
  primary key (id)
);
create index correction_file_pauses_record on correction_file_pauses (record_id, position);
call secure_children('correction_file_pauses', 'correction_file');
create table correction_file_searches (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  on_day date not null,
  note text,
  primary key (id)
);
create index correction_file_searches_record on correction_file_searches (record_id, position);
call secure_children('correction_file_searches', 'correction_file');
create table correction_file_notices (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  about text not null,
  organ text not null,
  on_day date not null,
  letter_no text,
  primary key (id)
);
create index correction_file_notices_record on correction_file_notices (record_id, position);
call secure_children('correction_file_notices', 'correction_file');
