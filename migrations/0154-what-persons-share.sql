-- What two entries of the register share (a number, a name with a birthday) is kept apart from the words that find them,
-- and counted, so that doubles are found without taking apart the words of everybody. Only a number made of each keyed
-- token. The register keeps it itself with every write; whom it may show, the policies decide afterwards.
create table person_shared (
  token bigint not null,
  person_id uuid not null references person,
  primary key (token, person_id)
);
create index person_shared_person on person_shared (person_id);
create table shared_token (
  token bigint primary key,
  entries integer not null,
  -- Those that are not sealed: by these they stand in order, so that the order tells nothing of the others.
  open_entries integer not null
);
create index shared_token_several on shared_token (open_entries, token) where entries > 1;
alter table person_shared enable row level security;
alter table shared_token enable row level security;
create policy writes on person_shared for all to taizhang_writer, taizhang_loader using (true) with check (true);
create policy writes on shared_token for all to taizhang_writer, taizhang_loader using (true) with check (true);
grant select, insert, delete on person_shared to taizhang_writer, taizhang_loader;
grant select, insert, update on shared_token to taizhang_writer, taizhang_loader;

create function shared_tokens(words tsvector) returns setof bigint language sql immutable as $$
  select distinct hashtextextended(word, 0) from unnest(tsvector_to_array(ts_filter(words, '{a}'))) as word
$$;

create function keep_what_is_shared() returns trigger language plpgsql as $$
begin
  insert into shared_token as c (token, entries, open_entries)
    select d.token, sum(d.n), sum(d.n * d.open) from (
      select token, 1 as n, (new.guard < 2)::int as open from shared_tokens(new.found_by) token
      union all select token, -1, (old.guard < 2)::int from shared_tokens(old.found_by) token) d
    group by d.token having sum(d.n) <> 0 or sum(d.n * d.open) <> 0 order by d.token
    on conflict (token) do update set entries = c.entries + excluded.entries, open_entries = c.open_entries + excluded.open_entries;
  delete from person_shared s where s.person_id = new.id and s.token not in (select shared_tokens(new.found_by));
  insert into person_shared (token, person_id) select token, new.id from shared_tokens(new.found_by) token
    on conflict do nothing;
  return null;
end $$;
create trigger person_has_what_it_shares after insert on person
  for each row execute function keep_what_is_shared();
create trigger person_keeps_what_it_shares after update of found_by, guard on person
  for each row when (old.found_by is distinct from new.found_by or old.guard <> new.guard)
  execute function keep_what_is_shared();

insert into person_shared (token, person_id) select token, p.id from person p cross join lateral shared_tokens(p.found_by) token;
insert into shared_token (token, entries, open_entries)
  select s.token, count(*), count(*) filter (where p.guard < 2) from person_shared s join person p on p.id = s.person_id group by s.token;

-- The smallest first: two are a mistake, twenty mostly a common name.
create function shared_by_several(skip integer, take integer) returns table (token bigint, ids uuid[])
language sql stable security definer set search_path from current as $$
  select t.token, array(select s.person_id from person_shared s where s.token = t.token order by s.person_id)
  from shared_token t where t.entries > 1 order by t.open_entries, t.token offset skip limit take
$$;
revoke execute on function shared_by_several(integer, integer) from public;
grant execute on function shared_by_several(integer, integer) to taizhang_reader;
