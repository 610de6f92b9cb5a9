-- Resettlement and help-education: the tables that src/lines/resettlement defines.

-- Who keeps the register of an office: without one, its figures are not reported.
create table help_station (
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
  document_no text,
  officer_id uuid references account,
  telephone text,
  ended_on date,
  note text,
  found_by tsvector not null default '',
  primary key (id)
);
create index help_station_order on help_station (set_up_on, id);
create index help_station_path on help_station (path, set_up_on);
create index help_station_found on help_station using gin (found_by) with (gin_pending_list_limit = 256);
call secure_records('help_station');
call show_records('help_station');
create table help_station_members (
  id uuid not null,
  record_id uuid not null references help_station,
  position integer not null,
  name text not null,
  role text not null,
  post text,
  primary key (id)
);
create index help_station_members_record on help_station_members (record_id, position);
call secure_children('help_station_members', 'help_station');

-- One file for each person in help-education. Narratives are encrypted; identity is in the register of persons.
create table help_file (
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
  channel text not null,
  from_where text,
  released_on date not null,
  received_on date not null,
  received_unit_id integer references unit,
  offence text,
  sentence text,
  certificate text,
  three_nots boolean,
  circumstances text[],
  officer_id uuid references account,
  ends_on date,
  help_class text,
  class_on date,
  class_reasons text[],
  class_note text,
  group_from date,
  agreement_on date,
  plan text,
  visit_on date,
  visit_way text,
  visit_mind text,
  visit_needs text[],
  visit_note text,
  last_visit_on date,
  next_visit_on date,
  placement_mode text,
  placed_on date,
  placed_at text,
  placement_evidence text,
  placement_until date,
  relief_kind text,
  relief_on date,
  relief_fen bigint,
  relief_by text,
  lost_on date,
  moving_to_unit_id integer references unit,
  move_id uuid,
  moved_on date,
  reoffended_on date,
  reoffence text,
  ended_on date,
  end_kind text,
  end_note text,
  found_by tsvector not null default '',
  primary key (id)
);
create index help_file_order on help_file (received_on, id);
create index help_file_path on help_file (path, received_on, id);
create index help_file_found on help_file using gin (found_by) with (gin_pending_list_limit = 256);
create index help_file_codes on help_file using gin ((array['state=' || state, 'help_class=' || help_class, 'channel=' || channel, 'placement_mode=' || placement_mode, 'three_nots=' || three_nots::text, 'end_kind=' || end_kind, 'keeper_id=' || keeper_id::text, 'created_by=' || created_by::text])) with (gin_pending_list_limit = 256);
create index help_file_ends_on on help_file (ends_on, id);
create index help_file_next_visit_on on help_file (next_visit_on, id);
create index help_file_person_id on help_file (person_id);
create index help_file_move_id on help_file (move_id);
call secure_records('help_file');
call show_records('help_file');
create table help_file_offices (
  id uuid not null,
  record_id uuid not null references help_file,
  position integer not null,
  unit_id integer not null references unit,
  from_day date not null,
  primary key (id)
);
create index help_file_offices_record on help_file_offices (record_id, position);
call secure_children('help_file_offices', 'help_file');
create table help_file_gradings (
  id uuid not null,
  record_id uuid not null references help_file,
  position integer not null,
  from_day date not null,
  help_class text not null,
  reasons text[],
  note text,
  primary key (id)
);
create index help_file_gradings_record on help_file_gradings (record_id, position);
call secure_children('help_file_gradings', 'help_file');
create table help_file_group_members (
  id uuid not null,
  record_id uuid not null references help_file,
  position integer not null,
  name text not null,
  role text not null,
  telephone text,
  primary key (id)
);
create index help_file_group_members_record on help_file_group_members (record_id, position);
call secure_children('help_file_group_members', 'help_file');
create table help_file_visits (
  id uuid not null,
  record_id uuid not null references help_file,
  position integer not null,
  visited_on date not null,
  way text not null,
  mind text,
  needs text[],
  note text,
  due_on date,
  primary key (id)
);
create index help_file_visits_record on help_file_visits (record_id, position);
call secure_children('help_file_visits', 'help_file');
create table help_file_placements (
  id uuid not null,
  record_id uuid not null references help_file,
  position integer not null,
  mode text not null,
  from_day date not null,
  until_day date,
  place text,
  evidence text,
  primary key (id)
);
create index help_file_placements_record on help_file_placements (record_id, position);
call secure_children('help_file_placements', 'help_file');
create table help_file_reliefs (
  id uuid not null,
  record_id uuid not null references help_file,
  position integer not null,
  kind text not null,
  given_on date not null,
  amount_fen bigint,
  provider text,
  primary key (id)
);
create index help_file_reliefs_record on help_file_reliefs (record_id, position);
call secure_children('help_file_reliefs', 'help_file');

-- A move between two offices: it lies with the one that is asked to take the person over.
create table help_move (
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
  file_id uuid not null references help_file,
  person_id uuid references person,
  minor boolean,
  from_unit_id integer references unit,
  to_unit_id integer not null references unit,
  reason text not null,
  asked_on date,
  accepted_on date,
  officer_id uuid references account,
  refused_on date,
  refusal text,
  found_by tsvector not null default '',
  primary key (id)
);
create index help_move_order on help_move (asked_on, id);
create index help_move_path on help_move (path, asked_on);
create index help_move_found on help_move using gin (found_by) with (gin_pending_list_limit = 256);
create index help_move_file_id on help_move (file_id);
create index help_move_person_id on help_move (person_id);
call secure_records('help_move');
call show_records('help_move');

alter table help_file add foreign key (move_id) references help_move;

-- Who is to be released, as a prison told it; encrypted, because most of it identifies.
create table release_notice (
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
  former_name text,
  sex text not null,
  document_kind text not null,
  document_number text,
  channel text not null,
  from_where text not null,
  released_on date not null,
  offence text,
  sentence text,
  claimed_place text,
  kin text,
  kin_telephone text,
  conduct text,
  risk text,
  false_things text[],
  three_nots boolean,
  suggested_class text,
  minor boolean,
  listed_on date not null,
  forward_to integer references unit,
  times_forwarded integer,
  arrived_on date,
  verify_result text,
  verified_on date,
  verify_note text,
  verify_due_on date,
  verified_unit_id integer references unit,
  receipt_on date,
  person_id uuid references person,
  guardian_told_on date,
  handed_over_on date,
  pick_up text,
  pick_up_by text,
  pick_up_reason text,
  police_control boolean,
  officer_id uuid references account,
  file_id uuid references help_file,
  found_by tsvector not null default '',
  primary key (id)
);
create index release_notice_order on release_notice (released_on, id);
create index release_notice_path on release_notice (path, released_on, id);
create index release_notice_found on release_notice using gin (found_by) with (gin_pending_list_limit = 256);
create index release_notice_codes on release_notice using gin ((array['state=' || state, 'channel=' || channel, 'suggested_class=' || suggested_class, 'three_nots=' || three_nots::text, 'verify_result=' || verify_result, 'keeper_id=' || keeper_id::text, 'created_by=' || created_by::text])) with (gin_pending_list_limit = 256);
create index release_notice_listed_on on release_notice (listed_on, id);
create index release_notice_person_id on release_notice (person_id);
create index release_notice_file_id on release_notice (file_id);
call secure_records('release_notice');
call show_records('release_notice');

-- Where somebody may live and work for a time.
create table transitional_base (
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
  host text,
  place text,
  trades text,
  capacity integer not null,
  capacity_from date,
  contact text,
  telephone text,
  agreement_on date not null,
  agreement_until date,
  opened_on date,
  closed_on date,
  note text,
  found_by tsvector not null default '',
  primary key (id)
);
create index transitional_base_order on transitional_base (agreement_on, id);
create index transitional_base_path on transitional_base (path, agreement_on);
create index transitional_base_found on transitional_base using gin (found_by) with (gin_pending_list_limit = 256);
call secure_records('transitional_base');
call show_records('transitional_base');
create table transitional_base_capacities (
  id uuid not null,
  record_id uuid not null references transitional_base,
  position integer not null,
  from_day date not null,
  places integer not null,
  primary key (id)
);
create index transitional_base_capacities_record on transitional_base_capacities (record_id, position);
call secure_children('transitional_base_capacities', 'transitional_base');
create table transitional_base_checks (
  id uuid not null,
  record_id uuid not null references transitional_base,
  position integer not null,
  checked_on date not null,
  finding text not null,
  mended_on date,
  primary key (id)
);
create index transitional_base_checks_record on transitional_base_checks (record_id, position);
call secure_children('transitional_base_checks', 'transitional_base');
create table transitional_base_subsidies (
  id uuid not null,
  record_id uuid not null references transitional_base,
  position integer not null,
  paid_on date not null,
  amount_fen bigint not null,
  source text,
  primary key (id)
);
create index transitional_base_subsidies_record on transitional_base_subsidies (record_id, position);
call secure_children('transitional_base_subsidies', 'transitional_base');

-- Who stays in which base.
create table base_stay (
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
  base_id uuid not null references transitional_base,
  file_id uuid not null references help_file,
  person_id uuid references person,
  minor boolean,
  work text,
  in_on date not null,
  agreed_until date,
  out_on date,
  out_reason text,
  note text,
  found_by tsvector not null default '',
  primary key (id)
);
create index base_stay_order on base_stay (in_on, id);
create index base_stay_path on base_stay (path, in_on);
create index base_stay_found on base_stay using gin (found_by) with (gin_pending_list_limit = 256);
create index base_stay_base_id on base_stay (base_id);
create index base_stay_file_id on base_stay (file_id);
create index base_stay_person_id on base_stay (person_id);
call secure_records('base_stay');
call show_records('base_stay');

-- The stories of people who did well, with consent and use.
create table exemplar (
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
  file_id uuid not null references help_file,
  minor boolean,
  heading text not null,
  story text not null,
  cultivated_on date not null,
  public_text text,
  consent boolean,
  consent_on date,
  consent_until date,
  publicity text,
  checked_on date,
  approved_on date,
  found_by tsvector not null default '',
  primary key (id)
);
create index exemplar_order on exemplar (cultivated_on, id);
create index exemplar_path on exemplar (path, cultivated_on);
create index exemplar_found on exemplar using gin (found_by) with (gin_pending_list_limit = 256);
create index exemplar_file_id on exemplar (file_id);
call secure_records('exemplar');
call show_records('exemplar');
create table exemplar_uses (
  id uuid not null,
  record_id uuid not null references exemplar,
  position integer not null,
  used_on date not null,
  scope text not null,
  occasion text not null,
  primary key (id)
);
create index exemplar_uses_record on exemplar_uses (record_id, position);
call secure_children('exemplar_uses', 'exemplar');
