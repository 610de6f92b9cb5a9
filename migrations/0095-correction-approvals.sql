-- What is approved and decided in a community correction: the tables that src/lines/corrections/approvals.ts lists.

-- A leave: who decides follows from its days. Narratives are encrypted; identity is in the register of persons.
create table correction_leave (
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
  file_id uuid not null references correction_file,
  person_id uuid references person,
  minor boolean,
  officer_id uuid references account,
  home_unit_id integer references unit,
  corr_class text,
  applied_on date not null,
  reason_kind text not null,
  reason text not null,
  destination text not null,
  companion text,
  from_day date not null,
  until_day date not null,
  days integer,
  days_together integer,
  level text,
  urgent boolean,
  urgent_ground text,
  verified_on date,
  verified_by uuid references account,
  reason_true boolean,
  verified_material text,
  office_opinion text,
  county_opinion text,
  county_on date,
  sent_from_unit_id integer references unit,
  city_opinion text,
  decided_on date,
  decided_by uuid references account,
  refused_ground text,
  procuratorate_told_on date,
  filed_on date,
  told_on date,
  returned_on date,
  return_note text,
  late_days integer,
  late_answer text,
  late_note text,
  found_by tsvector not null default '',
  primary key (id)
);
create index correction_leave_order on correction_leave (from_day, id);
create index correction_leave_path on correction_leave (path, from_day);
create index correction_leave_found on correction_leave using gin (found_by) with (gin_pending_list_limit = 256);
create index correction_leave_file_id on correction_leave (file_id);
create index correction_leave_person_id on correction_leave (person_id);
call secure_records('correction_leave');
call show_records('correction_leave');

-- Regular trips to another city or county: one approval, six months.
create table correction_activity (
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
  file_id uuid not null references correction_file,
  person_id uuid references person,
  minor boolean,
  officer_id uuid references account,
  home_unit_id integer references unit,
  applied_on date not null,
  kind text not null,
  reason text not null,
  places text not null,
  how_often text not null,
  office_opinion text,
  county_opinion text,
  approved_on date,
  approved_by uuid references account,
  valid_from date,
  valid_until date,
  told_on date,
  refused_on date,
  refused_ground text,
  ended_on date,
  found_by tsvector not null default '',
  primary key (id)
);
create index correction_activity_order on correction_activity (applied_on, id);
create index correction_activity_path on correction_activity (path, applied_on);
create index correction_activity_found on correction_activity using gin (found_by) with (gin_pending_list_limit = 256);
create index correction_activity_file_id on correction_activity (file_id);
create index correction_activity_person_id on correction_activity (person_id);
call secure_records('correction_activity');
call show_records('correction_activity');

-- What an injunction bars, allowed for once.
create table correction_venue (
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
  file_id uuid not null references correction_file,
  person_id uuid references person,
  minor boolean,
  officer_id uuid references account,
  home_unit_id integer references unit,
  applied_on date not null,
  kind text not null,
  what text not null,
  reason text not null,
  on_day date not null,
  office_opinion text,
  county_opinion text,
  decided_on date,
  decided_by uuid references account,
  procuratorate_told_on date,
  refused_ground text,
  found_by tsvector not null default '',
  primary key (id)
);
create index correction_venue_order on correction_venue (applied_on, id);
create index correction_venue_path on correction_venue (path, applied_on);
create index correction_venue_found on correction_venue using gin (found_by) with (gin_pending_list_limit = 256);
create index correction_venue_file_id on correction_venue (file_id);
create index correction_venue_person_id on correction_venue (person_id);
call secure_records('correction_venue');
call show_records('correction_venue');

-- A change of the place of execution. It lies with whoever has to act.
create table correction_move (
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
  file_id uuid not null references correction_file,
  person_id uuid references person,
  minor boolean,
  officer_id uuid references account,
  from_unit_id integer references unit,
  where_to text not null,
  to_unit_id integer references unit,
  to_place text,
  new_address text not null,
  reason text not null,
  applied_on date not null,
  wanted_on date not null,
  short_ground text,
  county_opinion text,
  asked_on date,
  answered_on date,
  answer text,
  decided_on date,
  decided_by uuid references account,
  declined_ground text,
  told_on date,
  papers_on date,
  reported_on date,
  found_by tsvector not null default '',
  primary key (id)
);
create index correction_move_order on correction_move (applied_on, id);
create index correction_move_path on correction_move (path, applied_on);
create index correction_move_found on correction_move using gin (found_by) with (gin_pending_list_limit = 256);
create index correction_move_file_id on correction_move (file_id);
create index correction_move_person_id on correction_move (person_id);
call secure_records('correction_move');
call show_records('correction_move');

-- Rewards and sanctions, with evidence, hearing, decision, service and ruling.
create table correction_decision (
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
  file_id uuid not null references correction_file,
  person_id uuid references person,
  minor boolean,
  officer_id uuid references account,
  home_unit_id integer references unit,
  category text,
  received_on date,
  kind text not null,
  ground text not null,
  happened_on date,
  facts text not null,
  leave_id uuid references correction_leave,
  proposed_on date not null,
  proposed_by uuid references account,
  checked_on date,
  checked_by uuid references account,
  office_opinion text,
  heard_on date,
  defence text,
  decided_on date,
  decided_by uuid references account,
  county_opinion text,
  nth integer,
  to_organ text,
  procuratorate_told_on date,
  arrest_asked_at timestamp with time zone,
  arrest_answer text,
  arrest_on date,
  ruling text,
  ruling_on date,
  ruling_no text,
  served_on date,
  served_way text,
  twice_on date,
  twice_answer text,
  twice_note text,
  declined_on date,
  declined_ground text,
  found_by tsvector not null default '',
  primary key (id)
);
create index correction_decision_order on correction_decision (proposed_on, id);
create index correction_decision_path on correction_decision (path, proposed_on);
create index correction_decision_found on correction_decision using gin (found_by) with (gin_pending_list_limit = 256);
create index correction_decision_file_id on correction_decision (file_id);
create index correction_decision_person_id on correction_decision (person_id);
create index correction_decision_leave_id on correction_decision (leave_id);
call secure_records('correction_decision');
call show_records('correction_decision');
create table correction_decision_evidence (
  id uuid not null,
  record_id uuid not null references correction_decision,
  position integer not null,
  kind text not null,
  what text not null,
  made_on date,
  primary key (id)
);
create index correction_decision_evidence_record on correction_decision_evidence (record_id, position);
call secure_children('correction_decision_evidence', 'correction_decision');

-- Whether, why and how long somebody wears a device. No position is kept.
create table correction_positioning (
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
  file_id uuid not null references correction_file,
  person_id uuid references person,
  minor boolean,
  officer_id uuid references account,
  home_unit_id integer references unit,
  cause text not null,
  facts text not null,
  asked_on date not null,
  asked_by uuid references account,
  assessment text,
  head_name text,
  approved_on date,
  approved_by uuid references account,
  term_from date,
  term_until date,
  told_on date,
  ended_on date,
  end_reason text,
  refused_on date,
  refused_ground text,
  found_by tsvector not null default '',
  primary key (id)
);
create index correction_positioning_order on correction_positioning (asked_on, id);
create index correction_positioning_path on correction_positioning (path, asked_on);
create index correction_positioning_found on correction_positioning using gin (found_by) with (gin_pending_list_limit = 256);
create index correction_positioning_file_id on correction_positioning (file_id);
create index correction_positioning_person_id on correction_positioning (person_id);
call secure_records('correction_positioning');
call show_records('correction_positioning');
create table correction_positioning_terms (
  id uuid not null,
  record_id uuid not null references correction_positioning,
  position integer not null,
  from_day date not null,
  until_day date not null,
  approved_on date not null,
  head_name text,
  primary key (id)
);
create index correction_positioning_terms_record on correction_positioning_terms (record_id, position);
call secure_children('correction_positioning_terms', 'correction_positioning');
