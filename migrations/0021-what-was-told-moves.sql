-- What was told to others stays as it was told, and goes where its unit goes: only its place in the tree follows.
drop trigger given_out_is_append_only on given_out;
create trigger given_out_is_append_only before delete or truncate on given_out
  for each statement execute function refuse_change();
create trigger given_out_keeps_its_content before update on given_out
  for each row execute function refuse_change_but_path();

-- Which version replaced which.
create index criteria_replaces_id on criteria (replaces_id);
create index tariff_replaces_id on tariff (replaces_id);
