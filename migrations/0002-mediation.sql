-- People's mediation: the tables that src/lines/mediation defines, and the constraints that no definition can say.

-- Each people's mediation committee with its members, its term and whether it is standardised.
create table committee (
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
  short_name text not null,
  short_name_en text,
  kind text not null,
  host_name text,
  place text,
  telephone text,
  seal boolean,
  mixed_area boolean,
  set_up_on date not null,
  set_up_unit_id integer references unit,
  register_from date,
  term_from date,
  term_until date,
  changed_on date,
  court_told_on date,
  court_name text,
  suspended_on date,
  ended_on date,
  standardised_from date,
  standardised_until date,
  standardised_by text,
  note text,
  primary key (id)
);
create index committee_order on committee (set_up_on, id);
create index committee_path on committee (path, set_up_on);
call secure_records('committee');
create table committee_members (
  id uuid not null,
  record_id uuid not null references committee,
  position integer not null,
  name text not null,
  role text not null,
  sex text not null,
  ethnic_group text,
  party_member boolean,
  chosen_how text,
  from_day date not null,
  until_day date,
  primary key (id)
);
create index committee_members_record on committee_members (record_id, position);
call secure_children('committee_members', 'committee');
create table committee_standards (
  id uuid not null,
  record_id uuid not null references committee,
  position integer not null,
  from_day date not null,
  until_day date not null,
  assessment text,
  primary key (id)
);
create index committee_standards_record on committee_standards (record_id, position);
call secure_children('committee_standards', 'committee');

-- The roster of people's mediators: who serves in which committee, since when, and their training.
create table mediator (
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
  sex text not null,
  born_on date,
  ethnic_group text,
  party_member boolean,
  education text,
  employment text not null,
  basis text not null,
  committee_id uuid not null references committee,
  committee_name text,
  serves_unit_id integer references unit,
  from_day date not null,
  until_day date,
  removal_ground text,
  telephone text,
  id_number text,
  bank_account text,
  account_id uuid references account,
  note text,
  primary key (id)
);
create index mediator_order on mediator (from_day, id);
create index mediator_path on mediator (path, from_day);
create index mediator_committee_id on mediator (committee_id);
call secure_records('mediator');
create table mediator_trainings (
  id uuid not null,
  record_id uuid not null references mediator,
  position integer not null,
  held_on date not null,
  subject text not null,
  hours integer not null,
  provider text,
  primary key (id)
);
create index mediator_trainings_record on mediator_trainings (record_id, position);
call secure_children('mediator_trainings', 'mediator');

-- The standards by which committees are assessed, version by version; one in force is never changed.
create table criteria (
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
  note text,
  primary key (id)
);
create index criteria_order on criteria (valid_from, id);
create index criteria_path on criteria (path, valid_from);
call secure_records('criteria');
create table criteria_items (
  id uuid not null,
  record_id uuid not null references criteria,
  position integer not null,
  code text not null,
  parent_code text,
  item text not null,
  item_en text,
  points integer not null,
  evidence text,
  must boolean,
  primary key (id)
);
create index criteria_items_record on criteria_items (record_id, position);
call secure_children('criteria_items', 'criteria');

-- Self-check, inspection and confirmation of a committee against the standard, with what had to be put right.
create table assessment (
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
  committee_id uuid not null references committee,
  committee_name text,
  committee_short_name_en text,
  committee_kind text,
  criteria_id uuid not null references criteria,
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
  primary key (id)
);
create index assessment_order on assessment (self_on, id);
create index assessment_path on assessment (path, self_on);
create index assessment_committee_id on assessment (committee_id);
create index assessment_criteria_id on assessment (criteria_id);
call secure_records('assessment');
create table assessment_scores (
  id uuid not null,
  record_id uuid not null references assessment,
  position integer not null,
  item_code text not null,
  item text,
  points_max integer,
  self_score integer,
  inspector_score integer,
  reason text,
  primary key (id)
);
create index assessment_scores_record on assessment_scores (record_id, position);
call secure_children('assessment_scores', 'assessment');
create table assessment_items (
  id uuid not null,
  record_id uuid not null references assessment,
  position integer not null,
  code text not null,
  parent_code text,
  item text not null,
  item_en text,
  points integer not null,
  evidence text,
  must boolean,
  primary key (id)
);
create index assessment_items_record on assessment_items (record_id, position);
call secure_children('assessment_items', 'assessment');

-- Every dispute that a mediation committee hears of, from the first word to the file on the shelf.
create table dispute (
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
  committee_id uuid references committee,
  committee_kind text,
  committee_short_name text,
  committee_short_name_en text,
  found_on date,
  accepted_on date,
  accepted_unit_id integer references unit,
  dispute_type text not null,
  source text,
  about text,
  place text,
  people_count integer,
  amount_fen bigint,
  difficulty text,
  consent text,
  exclusive_matter boolean,
  minor_involved boolean,
  violence_risk boolean,
  police_told_at timestamp with time zone,
  police_station text,
  police_report text,
  sensitive boolean,
  to_complete boolean,
  rights_told_on date,
  mediator_id uuid references mediator,
  mediator_name text,
  mediator_account_id uuid references account,
  declined_on date,
  declined_ground text,
  result text,
  concluded_on date,
  concluded_unit_id integer references unit,
  settled_on_spot boolean,
  agreement_form text,
  agreed_on date,
  agreement_facts text,
  agreement_content text,
  performance_terms text,
  due_on date,
  signed_how text[],
  sealed boolean,
  confirmation_wanted boolean,
  routes_told boolean,
  passed_to text,
  performance text,
  performed_on date,
  breached_on date,
  performance_note text,
  confirmation_applied_on date,
  confirmation_court text,
  confirmation_accepted_on date,
  confirmation_decided_on date,
  confirmation_result text,
  confirmation_number text,
  closed_on date,
  closing_note text,
  filed_on date,
  retention text,
  shelf text,
  primary key (id)
);
create index dispute_order on dispute (found_on, id);
create index dispute_path on dispute (path, found_on);
create index dispute_committee_id on dispute (committee_id);
create index dispute_mediator_id on dispute (mediator_id);
call secure_records('dispute');
create table dispute_parties (
  id uuid not null,
  record_id uuid not null references dispute,
  position integer not null,
  side text not null,
  kind text,
  name text not null,
  role text,
  sex text,
  born_on date,
  ethnic_group text,
  work text,
  id_number text,
  telephone text,
  address text,
  primary key (id)
);
create index dispute_parties_record on dispute_parties (record_id, position);
call secure_children('dispute_parties', 'dispute');
create table dispute_co_mediators (
  id uuid not null,
  record_id uuid not null references dispute,
  position integer not null,
  mediator_id uuid not null references mediator,
  primary key (id)
);
create index dispute_co_mediators_record on dispute_co_mediators (record_id, position);
call secure_children('dispute_co_mediators', 'dispute');
create table dispute_sessions (
  id uuid not null,
  record_id uuid not null references dispute,
  position integer not null,
  held_on date not null,
  place text,
  present text,
  notes text,
  outcome text,
  primary key (id)
);
create index dispute_sessions_record on dispute_sessions (record_id, position);
call secure_children('dispute_sessions', 'dispute');
create table dispute_revisits (
  id uuid not null,
  record_id uuid not null references dispute,
  position integer not null,
  due_on date not null,
  done_on date,
  performance text,
  satisfaction text,
  risk text,
  note text,
  primary key (id)
);
create index dispute_revisits_record on dispute_revisits (record_id, position);
call secure_children('dispute_revisits', 'dispute');
create table dispute_effects (
  id uuid not null,
  record_id uuid not null references dispute,
  position integer not null,
  effect text not null,
  people integer not null,
  primary key (id)
);
create index dispute_effects_record on dispute_effects (record_id, position);
call secure_children('dispute_effects', 'dispute');

-- Someone came or called: one minute to write it down, before anyone knows what it will become.
create table contact (
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
  who text not null,
  how text not null,
  came_on date not null,
  matter text not null,
  dispute_type text,
  about text,
  telephone text,
  address text,
  answer text,
  answered_on date,
  passed_to text,
  received_unit_id integer references unit,
  dispute_id uuid references dispute,
  sensitive boolean,
  primary key (id)
);
create index contact_order on contact (came_on, id);
create index contact_path on contact (path, came_on);
create index contact_dispute_id on contact (dispute_id);
call secure_records('contact');

-- Looking for disputes before they come: each round with what it found, or with somebody saying that it found nothing.
create table sweep (
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
  special_name text,
  period_from date not null,
  period_to date not null,
  swept_unit_id integer references unit,
  households integer,
  nil boolean,
  reported_by_name text,
  reported_on date,
  analysis text,
  closed_on date,
  primary key (id)
);
create index sweep_order on sweep (period_to, id);
create index sweep_path on sweep (path, period_to);
call secure_records('sweep');
create table sweep_findings (
  id uuid not null,
  record_id uuid not null references sweep,
  position integer not null,
  summary text not null,
  place text,
  risk text not null,
  disposition text not null,
  dispute_id uuid references dispute,
  primary key (id)
);
create index sweep_findings_record on sweep_findings (record_id, position);
call secure_children('sweep_findings', 'sweep');

-- One dispute moving between people's, administrative and judicial mediation, with reply, joint meeting and result; the dispute is counted once.
create table linkage (
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
  direction text not null,
  kind text not null,
  from_track text not null,
  to_track text not null,
  organ_name text not null,
  organ_number text,
  dispute_id uuid references dispute,
  dispute_number text,
  dispute_type text,
  linked_unit_id integer references unit,
  about text,
  proposed_on date not null,
  reply_due_on date,
  replied_on date,
  refusal text,
  result_due_on date,
  meeting_on date,
  meeting_minutes text,
  result text,
  result_note text,
  returned_on date,
  primary key (id)
);
create index linkage_order on linkage (proposed_on, id);
create index linkage_path on linkage (path, proposed_on);
create index linkage_dispute_id on linkage (dispute_id);
call secure_records('linkage');

-- What a county pays its mediators for a dispute, by form and difficulty, version by version.
create table tariff (
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
  document_no text,
  budget_year integer,
  budget_fen bigint,
  cap_mediator_fen bigint,
  exclusions text,
  valid_from date,
  valid_to date,
  primary key (id)
);
create index tariff_order on tariff (valid_from, id);
create index tariff_path on tariff (path, valid_from);
call secure_records('tariff');
create table tariff_grades (
  id uuid not null,
  record_id uuid not null references tariff,
  position integer not null,
  form text not null,
  difficulty text not null,
  amount_fen bigint not null,
  rule text,
  primary key (id)
);
create index tariff_grades_record on tariff_grades (record_id, position);
call secure_children('tariff_grades', 'tariff');

-- Claims for the per-case subsidy: whoever mediated is paid, once for a dispute, after two reviews and a public notice.
create table subsidy (
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
  dispute_id uuid not null references dispute,
  dispute_number text,
  dispute_form text,
  dispute_difficulty text,
  dispute_performance text,
  dispute_closed_on date,
  dispute_mediator_account_id uuid references account,
  committee_short_name text,
  tariff_id uuid not null references tariff,
  tariff_version text,
  tariff_from date,
  tariff_to date,
  grade text not null,
  grade_amount_fen bigint,
  amount_fen bigint not null,
  claimed_unit_id integer references unit,
  claimed_on date not null,
  claimed_by uuid references account,
  dossier_complete boolean,
  dossier_missing text,
  duplicate_checked boolean,
  duplicate_signs text[],
  duplicate_note text,
  office_reviewed_on date,
  office_reviewed_by uuid references account,
  office_opinion text,
  county_reviewed_on date,
  county_reviewed_by uuid references account,
  county_opinion text,
  rejected_on date,
  rejected_ground text,
  notice_from date,
  notice_until date,
  notice_place text,
  objection text,
  approved_on date,
  approved_by uuid references account,
  paid_on date,
  payment_list text,
  clawed_back_on date,
  clawed_back_fen bigint,
  primary key (id)
);
create index subsidy_order on subsidy (claimed_on, id);
create index subsidy_path on subsidy (path, claimed_on);
create index subsidy_dispute_id on subsidy (dispute_id);
create index subsidy_tariff_id on subsidy (tariff_id);
call secure_records('subsidy');
create table subsidy_splits (
  id uuid not null,
  record_id uuid not null references subsidy,
  position integer not null,
  mediator_id uuid not null references mediator,
  account_id uuid references account,
  amount_fen bigint not null,
  primary key (id)
);
create index subsidy_splits_record on subsidy_splits (record_id, position);
call secure_children('subsidy_splits', 'subsidy');
create table subsidy_tariff_grades (
  id uuid not null,
  record_id uuid not null references subsidy,
  position integer not null,
  form text not null,
  difficulty text not null,
  amount_fen bigint not null,
  rule text,
  primary key (id)
);
create index subsidy_tariff_grades_record on subsidy_tariff_grades (record_id, position);
call secure_children('subsidy_tariff_grades', 'subsidy');

-- Awards for the results of a period, in lieu of subsidies: nominated, scored, publicised, granted, paid.
create table award (
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
  scheme text not null,
  kind text not null,
  period_from date not null,
  period_to date not null,
  committee_id uuid references committee,
  mediator_id uuid references mediator,
  dispute_id uuid references dispute,
  awarded_name text not null,
  awarded_unit_id integer references unit,
  merits text,
  score integer,
  amount_fen bigint,
  nominated_on date not null,
  notice_from date,
  notice_until date,
  granted_on date,
  document_no text,
  paid_on date,
  primary key (id)
);
create index award_order on award (nominated_on, id);
create index award_path on award (path, nominated_on);
create index award_committee_id on award (committee_id);
create index award_mediator_id on award (mediator_id);
create index award_dispute_id on award (dispute_id);
call secure_records('award');

-- Meetings on mediation: on-site meetings, joint meetings, work meetings.
create table meeting (
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
  level text not null,
  planned_for date,
  held_on date,
  held_to date,
  place text,
  organiser text,
  attended integer,
  topic text,
  minutes text,
  held_unit_id integer references unit,
  primary key (id)
);
create index meeting_order on meeting (held_on, id);
create index meeting_path on meeting (path, held_on);
call secure_records('meeting');

-- Plans, measures and rules on mediation that the bureau or a county issues, by their numbers.
create table document (
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
  number text,
  kind text not null,
  level text not null,
  issuer text not null,
  issued_on date,
  effective_on date,
  repealed_on date,
  summary text,
  issued_unit_id integer references unit,
  primary key (id)
);
create index document_order on document (issued_on, id);
create index document_path on document (path, issued_on);
call secure_records('document');

-- ── What holds whoever writes ───────────────────────────────────────────────────────────────────────────────────

-- A number is given once: within a committee no two disputes bear the same.
create unique index dispute_number_given_once on dispute (committee_id, number) where number is not null;
create index dispute_mediator_at_work on dispute (mediator_id, state) where state in ('accepted', 'in_mediation', 'agreed', 'performed');
alter table dispute
  add constraint dispute_days check (
    (accepted_on is null or found_on is null or accepted_on >= found_on)
    and (concluded_on is null or accepted_on is null or concluded_on >= accepted_on)
    and (closed_on is null or concluded_on is null or closed_on >= concluded_on)
    and (filed_on is null or closed_on is null or filed_on >= closed_on)),
  add constraint dispute_result_has_its_day check (result is null or concluded_on is not null),
  add constraint dispute_has_people check (people_count is null or people_count > 0),
  add constraint dispute_amount_is_no_debt check (amount_fen is null or amount_fen >= 0);

alter table committee
  add constraint committee_days check (ended_on is null or ended_on >= set_up_on);
alter table committee_standards
  add constraint committee_standards_days check (until_day >= from_day);
alter table mediator
  add constraint mediator_days check (until_day is null or until_day >= from_day);

alter table tariff_grades
  add constraint tariff_grades_amount_is_no_debt check (amount_fen >= 0);

-- One dispute is paid for once, however often it was mediated. Two people may claim; one claim passes the first review.
create unique index subsidy_one_case_once on subsidy (dispute_id) where state not in ('claimed', 'rejected');
create index subsidy_payment_list on subsidy (payment_list) where payment_list is not null;
alter table subsidy
  add constraint subsidy_amount_is_no_debt check (amount_fen >= 0),
  add constraint subsidy_notice_ran_out check (approved_on is null or (notice_until is not null and approved_on > notice_until)),
  add constraint subsidy_claw_back_within check (clawed_back_fen is null or (clawed_back_fen >= 0 and clawed_back_fen <= amount_fen));
alter table subsidy_splits
  add constraint subsidy_splits_amount_is_no_debt check (amount_fen >= 0);

-- A nil return and a finding exclude each other; the list is in another table, so the statement itself is kept honest here.
alter table sweep
  add constraint sweep_days check (period_to >= period_from),
  add constraint sweep_reported_says_so check (reported_on is null or (nil is not null and reported_by_name is not null));

-- One visit becomes one dispute at most.
create unique index contact_dispute_once on contact (dispute_id) where dispute_id is not null;
create index assessment_open on assessment (committee_id) where state not in ('passed', 'failed', 'withdrawn');
alter table assessment
  add constraint assessment_validity check (valid_until is null or valid_until >= confirmed_on);

-- A document number is given once by its issuer; an entry made by mistake gives it back.
create unique index document_number_once on document (number) where number is not null and state <> 'withdrawn';
alter table meeting
  add constraint meeting_days check (held_to is null or held_on is null or held_to >= held_on);
