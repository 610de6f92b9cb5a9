-- Township judicial offices: their register, standards, assessments, inspections and yearly plans.

create table office (
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
  short_name_en text,
  superior text,
  direct boolean,
  set_up_on date not null,
  office_unit_id integer references unit,
  register_from date,
  address text,
  telephone text,
  duties text[],
  staff_now integer,
  area_m2 integer,
  standardised_from date,
  standardised_until date,
  standardised_by text,
  closed_on date,
  note text,
  found_by tsvector not null default '',
  primary key (id)
);
create index office_order on office (set_up_on, id);
create index office_path on office (path, set_up_on);
create index office_found on office using gin (found_by) with (gin_pending_list_limit = 256);
call secure_records('office');
call show_records('office');
create table office_staff (
  id uuid not null,
  record_id uuid not null references office,
  position integer not null,
  name text not null,
  post text not null,
  sex text,
  establishment text,
  education text,
  party_member boolean,
  from_day date not null,
  until_day date,
  primary key (id)
);
create index office_staff_record on office_staff (record_id, position);
call secure_children('office_staff', 'office');
create table office_trainings (
  id uuid not null,
  record_id uuid not null references office,
  position integer not null,
  on_day date not null,
  topic text not null,
  people integer not null,
  hours integer,
  primary key (id)
);
create index office_trainings_record on office_trainings (record_id, position);
call secure_children('office_trainings', 'office');
create table office_premises (
  id uuid not null,
  record_id uuid not null references office,
  position integer not null,
  room text not null,
  area_m2 integer not null,
  ownership text,
  since_day date,
  until_day date,
  primary key (id)
);
create index office_premises_record on office_premises (record_id, position);
call secure_children('office_premises', 'office');
create table office_equipment (
  id uuid not null,
  record_id uuid not null references office,
  position integer not null,
  kind text not null,
  pieces integer not null,
  bought_on date,
  mark text,
  primary key (id)
);
create index office_equipment_record on office_equipment (record_id, position);
call secure_children('office_equipment', 'office');
create table office_funding (
  id uuid not null,
  record_id uuid not null references office,
  position integer not null,
  received_on date not null,
  source text not null,
  amount_fen bigint not null,
  purpose text,
  primary key (id)
);
create index office_funding_record on office_funding (record_id, position);
call secure_children('office_funding', 'office');
create table office_extensions (
  id uuid not null,
  record_id uuid not null references office,
  position integer not null,
  village text not null,
  contact text,
  rhythm text,
  from_day date not null,
  until_day date,
  primary key (id)
);
create index office_extensions_record on office_extensions (record_id, position);
call secure_children('office_extensions', 'office');
create table office_standards (
  id uuid not null,
  record_id uuid not null references office,
  position integer not null,
  from_day date not null,
  until_day date not null,
  assessment text,
  primary key (id)
);
create index office_standards_record on office_standards (record_id, position);
call secure_children('office_standards', 'office');

create table inspection (
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
  office_id uuid not null references office,
  office_name text,
  office_name_en text,
  kind text not null,
  topic text,
  planned_on date,
  went_on date,
  inspected_unit_id integer references unit,
  inspectors text,
  inspected_by uuid references account,
  result text,
  notified_on date,
  rectified_on date,
  rectified_by uuid references account,
  verified_on date,
  verified_by uuid references account,
  verification text,
  findings_now integer,
  found_by tsvector not null default '',
  primary key (id)
);
create index inspection_order on inspection (created_at, id);
create index inspection_path on inspection (path, created_at);
create index inspection_found on inspection using gin (found_by) with (gin_pending_list_limit = 256);
create index inspection_office_id on inspection (office_id);
call secure_records('inspection');
call show_records('inspection');
create table inspection_sample (
  id uuid not null,
  record_id uuid not null references inspection,
  position integer not null,
  what text not null,
  how text,
  seen text,
  primary key (id)
);
create index inspection_sample_record on inspection_sample (record_id, position);
call secure_children('inspection_sample', 'inspection');
create table inspection_findings (
  id uuid not null,
  record_id uuid not null references inspection,
  position integer not null,
  area text not null,
  what text not null,
  owner text not null,
  due_on date not null,
  put_right_on date,
  how text,
  primary key (id)
);
create index inspection_findings_record on inspection_findings (record_id, position);
call secure_children('inspection_findings', 'inspection');

create table office_plan (
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
  office_id uuid not null references office,
  office_name text,
  office_name_en text,
  year integer not null,
  issued_on date,
  planned_unit_id integer references unit,
  items_now integer,
  items_done integer,
  closed_on date,
  review text,
  found_by tsvector not null default '',
  primary key (id)
);
create index office_plan_order on office_plan (created_at, id);
create index office_plan_path on office_plan (path, created_at);
create index office_plan_found on office_plan using gin (found_by) with (gin_pending_list_limit = 256);
create index office_plan_office_id on office_plan (office_id);
call secure_records('office_plan');
call show_records('office_plan');
create table office_plan_items (
  id uuid not null,
  record_id uuid not null references office_plan,
  position integer not null,
  area text not null,
  what text not null,
  due_on date not null,
  budget_fen bigint,
  done_on date,
  result text,
  primary key (id)
);
create index office_plan_items_record on office_plan_items (record_id, position);
call secure_children('office_plan_items', 'office_plan');

create table office_standard (
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
  replaces_id uuid references office_standard,
  replaces_unit_id integer references unit,
  replaces_from date,
  note text,
  found_by tsvector not null default '',
  primary key (id)
);
create index office_standard_order on office_standard (valid_from, id);
create index office_standard_path on office_standard (path, valid_from);
create index office_standard_found on office_standard using gin (found_by) with (gin_pending_list_limit = 256);
create index office_standard_replaces_id on office_standard (replaces_id);
call secure_records('office_standard');
call show_records('office_standard');
create table office_standard_items (
  id uuid not null,
  record_id uuid not null references office_standard,
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
create index office_standard_items_record on office_standard_items (record_id, position);
call secure_children('office_standard_items', 'office_standard');

create table office_assessment (
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
  office_id uuid not null references office,
  office_name text,
  office_name_en text,
  criteria_id uuid not null references office_standard,
  criteria_version text,
  pass_mark integer,
  valid_months integer,
  assessed_unit_id integer references unit,
  self_on date,
  self_by uuid references account,
  self_total integer,
  inspected_on date,
  inspected_by uuid references account,
  inspector_total integer,
  vetoed boolean,
  opinion text,
  rectify_what text,
  rectify_from date,
  rectified_on date,
  rectified_how text,
  result text,
  confirmed_on date,
  valid_until date,
  found_by tsvector not null default '',
  primary key (id)
);
create index office_assessment_order on office_assessment (self_on, id);
create index office_assessment_path on office_assessment (path, self_on);
create index office_assessment_found on office_assessment using gin (found_by) with (gin_pending_list_limit = 256);
create index office_assessment_office_id on office_assessment (office_id);
create index office_assessment_criteria_id on office_assessment (criteria_id);
call secure_records('office_assessment');
call show_records('office_assessment');
create table office_assessment_scores (
  id uuid not null,
  record_id uuid not null references office_assessment,
  position integer not null,
  item_code text not null,
  item text,
  points_max integer,
  self_score integer,
  inspector_score integer,
  reason text,
  primary key (id)
);
create index office_assessment_scores_record on office_assessment_scores (record_id, position);
call secure_children('office_assessment_scores', 'office_assessment');
create table office_assessment_items (
  id uuid not null,
  record_id uuid not null references office_assessment,
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
create index office_assessment_items_record on office_assessment_items (record_id, position);
call secure_children('office_assessment_items', 'office_assessment');
