-- The organisation tree in use: what finds a unit, ways through its past, and reorganisations that reach the history.

-- ── Finding a unit ──────────────────────────────────────────────────────────────────────────────────────────────

-- No foreign key: keys are derived and units are never deleted, so checking each key would only slow a large import.
create table unit_key (
  unit_id integer not null,
  kind text not null,
  key text collate "C" not null,
  primary key (kind, key, unit_id)
);
comment on table unit_key is 'What finds a unit: its names, present and former, as characters, pinyin and initials. By prefix, within a kind.';
grant select on unit_key to taizhang_reader, taizhang_writer, taizhang_loader;

-- The same rule as before, without a regular expression of its own for every row.
alter table unit drop constraint unit_path_ends_with_itself;
alter table unit add constraint unit_path_ends_with_itself
  check (path = id || '.' or right(path, length(id::text) + 2) = '.' || id || '.');

-- ── The tree on another day ─────────────────────────────────────────────────────────────────────────────────────

-- Only units with more than one place can have stood elsewhere than now, and they are few: the tree on any day is the
-- present one with these hung back. So they are marked when they are moved, and found without reading all others.
alter table unit_place add column moved boolean not null default false;
comment on column unit_place.moved is 'Not the first place of its unit.';
create index unit_place_moved on unit_place (unit_id) where moved;
drop index unit_place_unit;
create index unit_place_unit on unit_place (unit_id, from_day, id) include (parent_id);
create index unit_succession_from on unit_succession (from_unit);
create index unit_succession_to on unit_succession (to_unit);
create trigger unit_succession_is_append_only before update or delete or truncate on unit_succession
  for each statement execute function refuse_change();

-- ── Reorganisations and the history ─────────────────────────────────────────────────────────────────────────────

-- Who may open a version is decided by its own path, because a policy that asks the record's table does not reach the
-- nodes of a sharded database. So a reorganisation rewrites that one column; whatever else would change is refused,
-- whoever asks. The comparison is of images and not of values: 1.0 for 1 would be another hash.
create function refuse_change_but_path() returns trigger language plpgsql as $$
begin
  if current_setting('taizhang.reorganising', true) = 'yes' then
    old.path := new.path;
    if old *= new then return new; end if;
  end if;
  raise exception '% is append-only: write a correction instead', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
drop trigger record_version_is_append_only on record_version;
create trigger record_version_is_append_only before delete or truncate on record_version
  for each statement execute function refuse_change();
create trigger record_version_keeps_its_content before update on record_version
  for each row execute function refuse_change_but_path();

-- `steps` is [{"from": path, "to": path}]: what stands below the one comes to stand below the other. Where two of
-- them fit, the deeper one holds, because it has left the other.
create function move_version_paths(steps jsonb) returns bigint
language plpgsql security definer set search_path from current as $$
declare moved bigint;
begin
  perform set_config('taizhang.reorganising', 'yes', true);
  with step as materialized (select * from jsonb_to_recordset(steps) as s("from" text collate "C", "to" text))
  update record_version v set path = s."to" || substr(v.path, length(s."from") + 1) from step s
  where v.path >= s."from" and v.path < s."from" || '~'
    and not exists (select from step d
      where length(d."from") > length(s."from") and v.path >= d."from" and v.path < d."from" || '~');
  get diagnostics moved = row_count;
  perform set_config('taizhang.reorganising', '', true);
  return moved;
end $$;

create function hand_over_versions(records uuid[], to_path text) returns void
language plpgsql security definer set search_path from current as $$
begin
  perform set_config('taizhang.reorganising', 'yes', true);
  update record_version set path = to_path where record_id = any(records) and path <> to_path;
  perform set_config('taizhang.reorganising', '', true);
end $$;

revoke execute on function move_version_paths(jsonb), hand_over_versions(uuid[], text) from public;

-- A writer reads the unit's path first and saves later. When the unit was moved in between, the save is refused as a
-- serialization failure, and writeRecords does it again with the new path: nothing is ever filed under an old one.
create function refuse_old_path() returns trigger language plpgsql as $$
begin
  if exists (select from written w where not exists (select from unit u where u.path = w.path)) then
    raise exception 'the unit was reorganised meanwhile' using errcode = 'serialization_failure';
  end if;
  return null;
end $$;
create trigger record_version_stands_in_the_tree after insert on record_version
  referencing new table as written for each statement execute function refuse_old_path();
create trigger attachment_stands_in_the_tree after insert on attachment
  referencing new table as written for each statement execute function refuse_old_path();
