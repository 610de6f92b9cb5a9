-- The annual summary while it is written, part by part (head, sections, paragraphs, comments), each save a row. The newest
-- row of a part holds; a draft at version N is the newest row of each part up to N. Prose and the places of numbers stand
-- here, never a number that counts: those come out of the ledger whenever the draft is read.

create table summary_part (
  unit_id integer not null references unit,
  year integer not null check (year between 1950 and 2100),
  -- One count for the whole draft: what was saved together has one version.
  version integer not null check (version > 0),
  part text not null check (part ~ '^(head|(section|block|comment)/[A-Za-z0-9_-]{1,60})$'),
  -- Whose it is: a county's section is seen by the county, the rest by the unit that reports.
  path text collate "C" not null,
  content jsonb,
  deed text not null check (deed in ('begin', 'write', 'outline', 'comment', 'hand_in', 'accept', 'give_back', 'send_for_review', 'send_back', 'sign', 'new_edition')),
  reason text check (length(reason) <= 2000),
  saved_by uuid not null references account,
  saved_at timestamptz not null default now(),
  primary key (unit_id, year, part, version)
);
comment on table summary_part is 'The summary of a unit and year while it is written: prose, outline and where figures stand. Append-only.';
create index summary_part_version on summary_part (unit_id, year, version);
create index summary_part_path on summary_part (path, year);
create trigger summary_part_is_append_only before delete or truncate on summary_part
  for each statement execute function refuse_change();
create trigger summary_part_keeps_its_content before update on summary_part
  for each row execute function refuse_change_but_path();
alter table summary_part enable row level security;
-- That a report is being written, and to which day it counts, is no secret from those who write one of its sections.
create policy reads on summary_part for select to taizhang_reader
  using (part = 'head' or reader_sees(path, 0::smallint, null, null));
create policy writes on summary_part for all to taizhang_writer using (true) with check (true);
grant select on summary_part to taizhang_reader, taizhang_writer;
grant insert (unit_id, year, version, part, path, content, deed, reason, saved_by) on summary_part to taizhang_writer;

-- A reader sees the rows of its own territory only; whether a newer one lies outside it (the section went to another
-- county) it has to know all the same, or it would go on reading what no longer holds.
create function newest_summary_part(of_unit integer, of_year integer, of_part text) returns integer
language sql stable security definer set search_path from current as $$
  select max(version) from summary_part where unit_id = of_unit and year = of_year and part = of_part
$$;
revoke execute on function newest_summary_part(integer, integer, text) from public;
grant execute on function newest_summary_part(integer, integer, text) to taizhang_reader, taizhang_writer;
