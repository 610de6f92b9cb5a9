-- What is restricted is summed from this index alone.
drop index ledger_line_guarded;
create index ledger_line_guarded on ledger_line (measure_id, day)
  include (unit_id, facet_set_id, guard, id, amount, record_id) where guard > 0;
