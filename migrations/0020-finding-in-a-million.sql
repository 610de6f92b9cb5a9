-- Finding in a register of a million records.
--
-- Words had a table of their own, a row for each word of each record. A common word's rows could only be cut off
-- somewhere, and what was cut off was not found. Now a record carries its words itself: one column, one index.

-- What the reading role sees of a table, as a view. Only operators that the policy trusts with rows it has not passed
-- yet may use an index on the table itself, and those that search words and lists are not among them. The view asks
-- the same question as the policy, and leaves the planner free to answer it last.
create procedure show_records(table_name text) language plpgsql as $$
begin
  execute format('drop view if exists %I', table_name || '_seen');
  execute format('create view %I as select t.* from %I t where reader_sees(t.path, t.guard, t.keeper_id, t.created_by)',
    table_name || '_seen', table_name);
  execute format('grant select on %I to taizhang_reader', table_name || '_seen');
end $$;

do $$
declare record_table text;
begin
  for record_table in
    select table_name from information_schema.columns
    where table_schema = current_schema() and column_name in ('id', 'state', 'path', 'guard', 'keeper_id', 'updated_at')
    group by table_name having count(*) = 6 order by table_name
  loop
    execute format('alter table %I add column found_by tsvector not null default %L', record_table, '');
    execute format('update %I r set found_by = t.words
      from (select record_id, array_to_tsvector(array_agg(token)) as words from search_token where record_type = %L
        group by record_id) t
      where t.record_id = r.id', record_table, record_table);
    -- New entries wait in a list, which each search reads too: kept short.
    execute format('create index %I on %I using gin (found_by) with (gin_pending_list_limit = 256)',
      record_table || '_found', record_table);
    execute format('call show_records(%L)', record_table);
  end loop;
end $$;

-- Disputes are many. All codes in one index: a rare state and a rare kind narrow each other without reading what only
-- one of them finds.
create index dispute_codes on dispute using gin (
  (array['state=' || state, 'dispute_type=' || dispute_type, 'source=' || source, 'result=' || result,
    'committee_kind=' || committee_kind, 'difficulty=' || difficulty, 'performance=' || performance,
    'to_complete=' || to_complete::text, 'keeper_id=' || keeper_id::text, 'created_by=' || created_by::text]))
  with (gin_pending_list_limit = 256);
-- A village's disputes stand in it as its register shows them, page after page.
drop index dispute_path;
create index dispute_path on dispute (path, found_on, id);
create index dispute_accepted_on on dispute (accepted_on, id);
create index dispute_concluded_on on dispute (concluded_on, id);
create index dispute_closed_on on dispute (closed_on, id);
create index dispute_updated_at on dispute (updated_at, id);

-- What is restricted is summed from this index alone.
drop index ledger_line_guarded;
create index ledger_line_guarded on ledger_line (measure_id, day)
  include (unit_id, facet_set_id, guard, id, amount, record_id) where guard > 0;

drop table search_token;
