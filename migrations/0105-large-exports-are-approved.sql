-- Many guarded rows at once leave the house only when a second person agrees. What was looked for is kept as a keyed
-- fingerprint alone: it may hold a name.
create table export_request (
  id uuid primary key,
  account_id uuid not null references account,
  record_type text not null,
  query_hash text not null,
  purpose text not null,
  rows integer not null,
  unit_id integer not null references unit,
  path text collate "C" not null,
  asked_at timestamptz not null,
  decision text check (decision in ('approved', 'refused')),
  decided_by uuid references account,
  decided_at timestamptz,
  answer text,
  taken_at timestamptz,
  check ((decision is null) = (decided_at is null)),
  check (decided_by <> account_id)
);
comment on table export_request is 'Who asked for how many guarded rows, what for, who agreed, and when they were taken: once.';
create index export_request_of on export_request (account_id, record_type, asked_at);
create index export_request_path on export_request (path) where decision is null;
