-- What somebody saved of a register under a name: a search, theirs alone, the same on every device.
create table saved_view (
  id uuid primary key,
  account_id uuid not null references account,
  record_type text not null,
  name text not null check (length(name) between 1 and 60),
  search jsonb not null check (jsonb_typeof(search) = 'object' and length(search::text) <= 4000),
  -- The register opens with it.
  is_default boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table saved_view is 'Views of registers that people saved under a name: theirs alone, on every device.';
create unique index saved_view_name on saved_view (account_id, record_type, name);
create unique index saved_view_default on saved_view (account_id, record_type) where is_default;

-- Nobody reads or writes another's, whatever their post: the same condition for both roles, and nothing without a person.
alter table saved_view enable row level security;
create policy own on saved_view for all to taizhang_reader, taizhang_writer
  using (account_id = nullif(current_setting('taizhang.person', true), '')::uuid)
  with check (account_id = nullif(current_setting('taizhang.person', true), '')::uuid);
grant select on saved_view to taizhang_reader, taizhang_writer;
grant insert, update (name, search, is_default), delete on saved_view to taizhang_writer;
