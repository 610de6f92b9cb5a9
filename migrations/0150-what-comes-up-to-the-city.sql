-- The city opens no guarded file, and yet it is to hear before a county lets a day pass: what, where and by when, and
-- nothing that tells whose. What is sealed does not come up to whoever may not open it, here as everywhere.
create function duties_come_up(as_role text, today date)
returns table (line text, path text, key text, label jsonb, due_on date, statutory boolean)
language sql stable security definer set search_path from current as $$
  select d.line, d.path, d.key, d.label, coalesce(d.postponed_to, d.due_on), d.statutory
  from duty d
  where d.guard = 1 and not d.waiting and d.escalate_days is not null
    and coalesce(d.postponed_to, d.due_on) - d.escalate_days <= today
    and as_role = any(d.escalate_to) and as_role <> all(d.roles)
    and d.path >= nullif(current_setting('taizhang.territory', true), '')
    and d.path < nullif(current_setting('taizhang.territory', true), '') || '~'
    and reader_holds(d.line)
    -- What may be opened stands in the lists.
    and reader_sees(d.path, d.guard, d.keeper_id, d.created_by) is not true
$$;
revoke execute on function duties_come_up(text, date) from public;
grant execute on function duties_come_up(text, date) to taizhang_reader;
create index duty_come_up on duty ((coalesce(postponed_to, due_on) - escalate_days))
  where guard = 1 and not waiting and escalate_days is not null;
-- What is owed already comes up as what will be owed.
update duty set escalate_days = 3, escalate_to = case when 'county' = any(roles) then '{bureau,leader}' else '{county}' end::text[]
  where line in ('corrections', 'resettlement') and not waiting and not 'bureau' = any(roles);
