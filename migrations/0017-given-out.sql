-- What left the house: a figure as somebody told it to a named receiver, with the moment at which it stood so. The value
-- is computed by the server at that moment, never typed, and what was told is never changed.

create table given_out (
  id bigint generated always as identity primary key,
  indicator text not null,
  unit_id integer not null references unit,
  path text collate "C" not null,
  from_day date not null,
  to_day date not null,
  stood_at timestamptz not null,
  value numeric,
  receiver text not null check (length(receiver) between 2 and 100),
  by_way text not null check (by_way in ('spoken', 'copy', 'word', 'excel', 'return')),
  given_on date not null,
  person_id uuid not null references account,
  recorded_at timestamptz not null default now(),
  check (from_day <= to_day)
);
comment on table given_out is 'Figures that left the house: to whom, when, which value, as it stood when.';
create index given_out_figure on given_out (unit_id, indicator, to_day, id);
create trigger given_out_is_append_only before update or delete or truncate on given_out
  for each statement execute function refuse_change();
alter table given_out enable row level security;
create policy reads on given_out for select to taizhang_reader using (reader_sees(path, 0::smallint, null, null));
create policy writes on given_out for insert to taizhang_writer with check (true);
grant select on given_out to taizhang_reader;
grant insert (indicator, unit_id, path, from_day, to_day, stood_at, value, receiver, by_way, given_on, person_id)
  on given_out to taizhang_writer;
