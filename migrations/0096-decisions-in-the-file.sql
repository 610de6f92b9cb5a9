-- A correction file shows the rewards and sanctions that were decided, as their own records note them there.
alter table correction_file add column decision_id uuid references correction_decision;
alter table correction_file add column decision_kind text;
alter table correction_file add column decision_on date;
alter table correction_file add column decision_ruling text;
create index correction_file_decision_id on correction_file (decision_id);
call show_records('correction_file');
create table correction_file_decisions (
  id uuid not null,
  record_id uuid not null references correction_file,
  position integer not null,
  decision_id uuid not null references correction_decision,
  kind text not null,
  decided_on date not null,
  ruling text,
  primary key (id)
);
create index correction_file_decisions_record on correction_file_decisions (record_id, position);
call secure_children('correction_file_decisions', 'correction_file');
