-- Everybody who is seen from a place, without asking for each person of the city whether they are.
create index about_seen_from on about (path, identity_id);
drop index about_path;
