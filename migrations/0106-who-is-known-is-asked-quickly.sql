-- Asked of every person in reach of whoever sees only those they work with: planned once, and not at every call.
create or replace function reader_knows(identity uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select from about a where a.identity_id = identity
    and reader_holds(a.line) and reader_sees(a.path, a.guard, a.keeper_id, a.created_by));
end $$;
