-- Two entries that look alike and are two people: said once, remembered, taken back when it was wrong.
create table person_apart (
  id uuid primary key,
  -- The smaller id first, so that a pair is one pair.
  person_id uuid not null references person,
  other_id uuid not null references person,
  reason text not null,
  said_by uuid not null references account,
  said_at timestamptz not null,
  taken_back_by uuid references account,
  taken_back_at timestamptz,
  check (person_id < other_id),
  check ((taken_back_by is null) = (taken_back_at is null))
);
comment on table person_apart is 'Pairs of entries that somebody has found to be two people. Taken back, never deleted.';
create unique index person_apart_pair on person_apart (person_id, other_id) where taken_back_at is null;
create index person_apart_other on person_apart (other_id);
grant select on person_apart to taizhang_reader;
