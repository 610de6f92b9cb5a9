-- Below which number a count is small: for whoever is no reader of the books, and for sealed records. Who set it, when,
-- from which day on and why. An edition keeps the one it was made with.

create table small_cell_setting (
  version integer primary key check (version > 0),
  below integer not null check (below between 2 and 100),
  valid_from date not null,
  reason text not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid references account
);
comment on table small_cell_setting is 'Below which number a count is small, as the office has set it: version by version, each from a day on. Append-only.';
create trigger small_cell_setting_is_append_only before update or delete or truncate on small_cell_setting
  for each statement execute function refuse_change();
grant select on small_cell_setting to taizhang_reader, taizhang_writer, taizhang_loader;
