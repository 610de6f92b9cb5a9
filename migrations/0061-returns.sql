-- Returns: the forms, who has to send them by when, and the superiors' own blank sheets, as src/lines/reporting/ defines them.

create table return_form (
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
  name_en text,
  version_no text not null,
  shipped text,
  table_number text,
  issued_by text,
  approval_number text,
  valid_until date,
  period_kind text not null,
  levels text[] not null,
  due_in text not null,
  due_township integer,
  due_county integer,
  due_city integer,
  nil_allowed boolean,
  valid_from date,
  valid_to date,
  replaces_id uuid references return_form,
  replaces_unit_id integer references unit,
  replaces_from date,
  sheet_id text,
  sheet_name text,
  notes text,
  found_by tsvector not null default '',
  primary key (id)
);
create index return_form_order on return_form (valid_from, id);
create index return_form_path on return_form (path, valid_from);
create index return_form_found on return_form using gin (found_by) with (gin_pending_list_limit = 256);
create index return_form_replaces_id on return_form (replaces_id);
call secure_records('return_form');
call show_records('return_form');
create table return_form_cells (
  id uuid not null,
  record_id uuid not null references return_form,
  position integer not null,
  sheet text not null,
  cell text not null,
  what text not null,
  name text not null,
  facets text,
  show text,
  period text,
  of_unit_id integer references unit,
  primary key (id)
);
create index return_form_cells_record on return_form_cells (record_id, position);
call secure_children('return_form_cells', 'return_form');
create table return_form_sums (
  id uuid not null,
  record_id uuid not null references return_form,
  position integer not null,
  says text not null,
  whole text not null,
  parts text not null,
  primary key (id)
);
create index return_form_sums_record on return_form_sums (record_id, position);
call secure_children('return_form_sums', 'return_form');

create table report_return (
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
  form_id uuid not null references return_form,
  form_name text,
  form_name_en text,
  table_number text,
  period text not null,
  period_from date not null,
  period_to date not null,
  level text not null,
  receiver_unit_id integer references unit,
  due_on date not null,
  nil boolean,
  nil_statement text,
  edition_id text,
  edition_no integer,
  first_sent_on date,
  submitted_on date,
  return_ground text,
  accepted_on date,
  signed_on date,
  locked_on date,
  found_by tsvector not null default '',
  primary key (id)
);
create index report_return_order on report_return (due_on, id);
create index report_return_path on report_return (path, due_on);
create index report_return_found on report_return using gin (found_by) with (gin_pending_list_limit = 256);
create index report_return_form_id on report_return (form_id);
call secure_records('report_return');
call show_records('report_return');
create table report_return_explanations (
  id uuid not null,
  record_id uuid not null references report_return,
  position integer not null,
  about text not null,
  text text not null,
  primary key (id)
);
create index report_return_explanations_record on report_return_explanations (record_id, position);
call secure_children('report_return_explanations', 'report_return');

create index report_return_form on report_return (form_id, period_from, unit_id);
create index report_return_period on report_return (period_to, path);

create table form_sheet (
  id uuid primary key,
  form_id uuid not null references return_form,
  name text not null check (length(name) between 1 and 200),
  bytes integer not null,
  sha256 text not null,
  content bytea not null,
  uploaded_by uuid not null references account,
  uploaded_at timestamptz not null default now()
);
comment on table form_sheet is 'Blank sheets of superiors, as they were brought in. Append-only: a version of a form names the one it was bound on.';
create index form_sheet_form on form_sheet (form_id);
create trigger form_sheet_is_append_only before update or delete or truncate on form_sheet
  for each statement execute function refuse_change();
grant select on form_sheet to taizhang_reader, taizhang_writer;
grant insert on form_sheet to taizhang_writer;
