-- A record that is handed to another unit takes its history along, each to its own place.

create function place_versions(records uuid[], paths text[]) returns void
language plpgsql security definer set search_path from current as $$
begin
  perform set_config('taizhang.reorganising', 'yes', true);
  update record_version v set path = p.path from unnest(records, paths) as p(id, path)
  where v.record_id = p.id and v.path <> p.path;
  perform set_config('taizhang.reorganising', '', true);
end $$;
revoke execute on function place_versions(uuid[], text[]) from public;
grant execute on function place_versions(uuid[], text[]) to taizhang_writer, taizhang_loader;
