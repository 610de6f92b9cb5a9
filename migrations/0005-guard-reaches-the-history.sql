-- A record that becomes restricted takes its earlier versions along, and one that is opened again too: the history of a
-- restricted record must not be read where the record itself is not. The column is no part of a page's hash.
create or replace function refuse_change_but_path() returns trigger language plpgsql as $$
begin
  case current_setting('taizhang.reorganising', true)
    when 'yes' then old.path := new.path;
    when 'guard' then old.guard := new.guard;
    else null;
  end case;
  if coalesce(current_setting('taizhang.reorganising', true), '') <> '' and old *= new then return new; end if;
  raise exception '% is append-only: write a correction instead', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create function guard_versions(records uuid[], guards smallint[]) returns void
language plpgsql security definer set search_path from current as $$
begin
  perform set_config('taizhang.reorganising', 'guard', true);
  update record_version v set guard = g.guard from unnest(records, guards) as g(id, guard)
  where v.record_id = g.id and v.guard <> g.guard;
  perform set_config('taizhang.reorganising', '', true);
end $$;

revoke execute on function guard_versions(uuid[], smallint[]) from public;
grant execute on function guard_versions(uuid[], smallint[]) to taizhang_writer, taizhang_loader;
