-- Sealed is absent: for whoever may not open what is sealed, keeper and maker included. It is a property of a post.
alter table grants add column opens_sealed boolean not null default false;
comment on column grants.opens_sealed is 'May open what is sealed (records of minors), in this unit and below, for these lines.';

create or replace function reader_sees(row_path text, row_guard smallint, row_keeper uuid, row_creator uuid)
returns boolean language sql stable as $$
  select row_path >= nullif(current_setting('taizhang.territory', true), '')
     and row_path < nullif(current_setting('taizhang.territory', true), '') || '~'
     and (row_guard <= coalesce(nullif(current_setting('taizhang.guard', true), ''), '0')::smallint
          or row_guard < 2 and (row_keeper = nullif(current_setting('taizhang.person', true), '')::uuid
            or row_creator = nullif(current_setting('taizhang.person', true), '')::uuid))
$$;

-- What is sealed now was not there before either: its open lines are left out of every figure as it stood.
create table sealed_record (
  record_id uuid primary key
);
comment on table sealed_record is 'Records that are sealed now. Their earlier lines count in nothing live, at any as-of.';
grant select on sealed_record to taizhang_reader;
grant select, insert, delete on sealed_record to taizhang_writer, taizhang_loader;

-- Whom a record is about. A person is seen by whoever may open a record about them, wherever they were registered.
create table about (
  record_id uuid not null,
  field text not null,
  identity_id uuid not null,
  record_type text not null,
  line text not null,
  path text collate "C" not null,
  guard smallint not null,
  keeper_id uuid,
  created_by uuid not null,
  primary key (record_id, field)
);
comment on table about is 'Which records are about which person: kept by every write, and the way by which a person is seen.';
create index about_identity on about (identity_id);
create index about_path on about (path);

-- A post that names its lines sees a person through these alone. Missing or empty, nothing is seen.
create function reader_holds(row_line text) returns boolean language sql stable as $$
  select coalesce(current_setting('taizhang.lines', true), '') = '*'
      or row_line = any(string_to_array(nullif(current_setting('taizhang.lines', true), ''), ','))
$$;

create function reader_knows(identity uuid) returns boolean language sql stable as $$
  select exists (select from about a where a.identity_id = identity
    and reader_holds(a.line) and reader_sees(a.path, a.guard, a.keeper_id, a.created_by))
$$;

call secure_records('about');
grant delete on about to taizhang_writer, taizhang_loader;

-- After secure_records: a person is also seen through what is about them.
create procedure secure_identities(table_name text) language plpgsql as $$
begin
  execute format('alter policy reads on %I using (reader_sees(path, guard, keeper_id, created_by) or reader_knows(id))',
    table_name);
end $$;

create procedure show_identities(table_name text) language plpgsql as $$
begin
  execute format('drop view if exists %I', table_name || '_seen');
  execute format('create view %I as select t.* from %I t where reader_sees(t.path, t.guard, t.keeper_id, t.created_by)
    or reader_knows(t.id)', table_name || '_seen', table_name);
  execute format('grant select on %I to taizhang_reader', table_name || '_seen');
end $$;

drop view person_seen;
call secure_identities('person');
-- Erased, nothing of it is left to fill.
alter table person alter column name drop not null;
call show_identities('person');

-- The history of a person is read where the person is.
drop policy reads on record_version;
create policy reads on record_version for select to taizhang_reader
  using (reader_sees(path, guard, keeper_id, created_by) or record_type = 'person' and reader_knows(record_id));

create table person_merger (
  id uuid primary key,
  person_id uuid not null references person,
  into_id uuid not null references person,
  by_person uuid not null references account,
  at timestamptz not null,
  -- What pointed to the person and now points to the other, to be led back.
  records jsonb not null,
  undone_at timestamptz,
  undone_by uuid references account
);
comment on table person_merger is 'Which person was merged into which, and what followed. Undone, never deleted.';
create index person_merger_into on person_merger (into_id);
grant select, insert, update on person_merger to taizhang_writer;
