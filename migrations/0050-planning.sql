-- Planning: targets, instructions, briefs and surveys, as src/lines/planning/ defines them.

create table target (
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
  name text not null,
  name_en text,
  year integer not null,
  kind text not null,
  indicator text,
  goal text,
  goal_in text,
  direction text,
  covers text,
  from_day date,
  due_on date,
  parent_id uuid references target,
  parent_name text,
  parent_unit_id integer references unit,
  section text,
  responsible text,
  source text,
  proposed_goal text,
  proposal text,
  issued_on date,
  letter_no text,
  issued_goal text,
  issued_due date,
  approved_by text,
  self_result text,
  self_note text,
  self_assessed_on date,
  self_assessed_by uuid references account,
  result text,
  result_note text,
  assessed_on date,
  carried_from_id uuid references target,
  note text,
  found_by tsvector not null default '',
  primary key (id)
);
create index target_order on target (due_on, id);
create index target_path on target (path, due_on);
create index target_found on target using gin (found_by) with (gin_pending_list_limit = 256);
create index target_parent_id on target (parent_id);
create index target_carried_from_id on target (carried_from_id);
call secure_records('target');
call show_records('target');
create table target_milestones (
  id uuid not null,
  record_id uuid not null references target,
  position integer not null,
  name text not null,
  due_on date,
  indicator text,
  at_least integer,
  done_on date,
  proof text,
  record text,
  primary key (id)
);
create index target_milestones_record on target_milestones (record_id, position);
call secure_children('target_milestones', 'target');
create table target_evidence (
  id uuid not null,
  record_id uuid not null references target,
  position integer not null,
  on_day date not null,
  what text not null,
  record text,
  primary key (id)
);
create index target_evidence_record on target_evidence (record_id, position);
call secure_children('target_evidence', 'target');
create table target_adjustments (
  id uuid not null,
  record_id uuid not null references target,
  position integer not null,
  adjusted_on date not null,
  goal_before text,
  goal_after text,
  due_before date,
  due_after date,
  reason text not null,
  approved_by text not null,
  primary key (id)
);
create index target_adjustments_record on target_adjustments (record_id, position);
call secure_children('target_adjustments', 'target');

create table instruction (
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
  text text not null,
  about text,
  given_by text not null,
  given_on date not null,
  answerer text not null,
  owner text,
  due_on date not null,
  given_unit_id integer references unit,
  answer text,
  answered_on date,
  found_by tsvector not null default '',
  primary key (id)
);
create index instruction_order on instruction (given_on, id);
create index instruction_path on instruction (path, given_on);
create index instruction_found on instruction using gin (found_by) with (gin_pending_list_limit = 256);
call secure_records('instruction');
call show_records('instruction');

create table brief (
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
  about text,
  text text not null,
  author text,
  submitted_on date not null,
  edited_by text,
  number text,
  issued_on date,
  submitted_unit_id integer references unit,
  found_by tsvector not null default '',
  primary key (id)
);
create index brief_order on brief (submitted_on, id);
create index brief_path on brief (path, submitted_on);
create index brief_found on brief using gin (found_by) with (gin_pending_list_limit = 256);
call secure_records('brief');
call show_records('brief');
create table brief_adoptions (
  id uuid not null,
  record_id uuid not null references brief,
  position integer not null,
  level text not null,
  adopted_on date not null,
  organ text,
  points integer,
  primary key (id)
);
create index brief_adoptions_record on brief_adoptions (record_id, position);
call secure_children('brief_adoptions', 'brief');

create table survey (
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
  topic text not null,
  method text not null,
  population text,
  sample_how text,
  sample integer,
  from_day date not null,
  until_day date,
  surveyor text,
  valid integer,
  closed_on date,
  report text,
  surveyed_unit_id integer references unit,
  found_by tsvector not null default '',
  primary key (id)
);
create index survey_order on survey (from_day, id);
create index survey_path on survey (path, from_day);
create index survey_found on survey using gin (found_by) with (gin_pending_list_limit = 256);
call secure_records('survey');
call show_records('survey');
create table survey_questions (
  id uuid not null,
  record_id uuid not null references survey,
  position integer not null,
  text text not null,
  is_key boolean,
  answered integer,
  yes integer,
  primary key (id)
);
create index survey_questions_record on survey_questions (record_id, position);
call secure_children('survey_questions', 'survey');

-- The goal of a unit beside its figure.
create index target_unit on target (unit_id, year);
-- Goals as they stood: the versions of targets, found without walking through all that was ever written.
create index record_version_target on record_version (path, id) where record_type = 'target';
