-- Items of a standard that a register answers: its points, beside those of the self-check and of the inspection.

alter table assessment_scores add column register_score integer;
alter table office_assessment_scores add column register_score integer;
create table assessment_answers (
  id uuid not null,
  record_id uuid not null references assessment,
  position integer not null,
  question text not null,
  answer boolean,
  asked_on date not null,
  primary key (id)
);
create index assessment_answers_record on assessment_answers (record_id, position);
call secure_children('assessment_answers', 'assessment');
create table office_assessment_answers (
  id uuid not null,
  record_id uuid not null references office_assessment,
  position integer not null,
  question text not null,
  answer boolean,
  asked_on date not null,
  primary key (id)
);
create index office_assessment_answers_record on office_assessment_answers (record_id, position);
call secure_children('office_assessment_answers', 'office_assessment');

-- Tariffs and standards are issued for everybody below: who is judged by a standard reads it, once it is no draft.
create function issued_above(row_path text, row_guard smallint, row_state text) returns boolean language sql stable as $$
  select row_guard = 0 and row_state in ('in_force', 'ended')
     and starts_with(nullif(current_setting('taizhang.territory', true), ''), row_path)
$$;

create procedure secure_issued(table_name text) language plpgsql as $$
begin
  execute format('alter policy reads on %I using (reader_sees(path, guard, keeper_id, created_by) or issued_above(path, guard, state))',
    table_name);
end $$;

create procedure show_issued(table_name text) language plpgsql as $$
begin
  execute format('drop view if exists %I', table_name || '_seen');
  execute format('create view %I as select t.* from %I t where reader_sees(t.path, t.guard, t.keeper_id, t.created_by)
    or issued_above(t.path, t.guard, t.state)', table_name || '_seen', table_name);
  execute format('grant select on %I to taizhang_reader', table_name || '_seen');
end $$;

call secure_issued('tariff');
call show_issued('tariff');
call secure_issued('criteria');
call show_issued('criteria');
call secure_issued('office_standard');
call show_issued('office_standard');
