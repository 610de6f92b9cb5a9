-- Posts with their ends, hand-over through the write path, versions that replace each other, and one channel that tells
-- every process what the office has set.

-- ── Hand-over ───────────────────────────────────────────────────────────────────────────────────────────────────

-- Each record to its own keeper, as a set: a write may hand several over, and taking one back knows who had which.
drop function keep_versions(uuid[], uuid);
create function keep_versions(records uuid[], keepers uuid[]) returns void
language plpgsql security definer set search_path from current as $$
begin
  perform set_config('taizhang.reorganising', 'keeper', true);
  update record_version v set keeper_id = k.keeper from unnest(records, keepers) as k(id, keeper)
  where v.record_id = k.id and v.keeper_id is distinct from k.keeper;
  perform set_config('taizhang.reorganising', '', true);
end $$;
revoke execute on function keep_versions(uuid[], uuid[]) from public;
grant execute on function keep_versions(uuid[], uuid[]) to taizhang_writer, taizhang_loader;

-- ── What the office has set ─────────────────────────────────────────────────────────────────────────────────────

create function tell_settings() returns trigger language plpgsql as $$
begin
  perform pg_notify('taizhang_settings', current_schema());
  return null;
end $$;
drop trigger code_is_told on code;
drop function tell_codes();
create trigger code_is_told after insert or update on code for each statement execute function tell_settings();
create trigger rule_setting_is_told after insert on rule_setting for each statement execute function tell_settings();

-- ── Posts ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- What an end replaced, so that it can be taken back on the day on which it was said.
alter table grants add column ended_on date, add column planned_until date;

-- ── Versions of tariffs and standards ───────────────────────────────────────────────────────────────────────────

alter table tariff add column replaces_id uuid references tariff, add column replaces_unit_id integer references unit,
  add column replaces_from date;
alter table criteria add column replaces_id uuid references criteria, add column replaces_unit_id integer references unit,
  add column replaces_from date;
