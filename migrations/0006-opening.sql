-- Restricted lines are few among many: an opened figure asks for them alone.
create index ledger_line_guarded on ledger_line (measure_id, day) where guard > 0;
