-- Sampling lists: bodies drawn by lot, with the seed; trips go through them.

create table sampling (
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
  topic text not null,
  bodies text not null,
  strata text not null,
  wanted integer not null,
  rest_months integer,
  planned_on date not null,
  drawn_on date,
  drawn_by uuid references account,
  draws integer,
  seed text,
  drawn_page integer,
  pot_now integer,
  rested_now integer,
  visited_now integer,
  last_office_id uuid references office,
  last_went_on date,
  last_inspection_id uuid references inspection,
  found_by tsvector not null default '',
  primary key (id)
);
create index sampling_order on sampling (planned_on, id);
create index sampling_path on sampling (path, planned_on);
create index sampling_found on sampling using gin (found_by) with (gin_pending_list_limit = 256);
create index sampling_last_office_id on sampling (last_office_id);
create index sampling_last_inspection_id on sampling (last_inspection_id);
call secure_records('sampling');
call show_records('sampling');
create table sampling_drawn (
  id uuid not null,
  record_id uuid not null references sampling,
  position integer not null,
  stratum text,
  what text not null,
  office_id uuid not null references office,
  committee_id uuid references committee,
  went_on date,
  inspection_id uuid references inspection,
  primary key (id)
);
create index sampling_drawn_record on sampling_drawn (record_id, position);
call secure_children('sampling_drawn', 'sampling');

alter table inspection add column sampling_id uuid references sampling;
alter table inspection_sample add column committee_id uuid references committee;
create index inspection_sampling_id on inspection (sampling_id);
call show_records('inspection');

-- What stood in the pot at a page is read from the versions of the bodies and of what inspected them.
create index record_version_drawn_from on record_version (record_type, path, id)
  where record_type in ('office', 'committee', 'inspection', 'assessment', 'office_assessment');
