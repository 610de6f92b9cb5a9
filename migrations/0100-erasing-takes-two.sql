-- Erasing a person takes two: an officer of the county asks, a security administrator does it.
create table erasure (
  id uuid primary key,
  person_id uuid not null references person,
  ground text not null,
  -- The appraisal report or the approval on paper.
  document text not null,
  reason text not null,
  -- The keys of the files about the person go too.
  files boolean not null,
  -- Where the person was registered when it was asked: which administrator it lies with.
  unit_id integer not null references unit,
  path text collate "C" not null,
  asked_by uuid not null references account,
  asked_at timestamptz not null,
  decision text check (decision in ('done', 'refused', 'withdrawn')),
  decided_by uuid references account,
  decided_at timestamptz,
  answer text,
  check ((decision is null) = (decided_at is null)),
  check (decision is distinct from 'done' or decided_by <> asked_by)
);
comment on table erasure is 'Who asked for a person to be erased, why, and who did it or did not. Kept for ever: it names nobody.';
create unique index erasure_open on erasure (person_id) where decision is null;
create index erasure_path on erasure (path) where decision is null;
