-- Reminders of overdue work, as src/lines/mediation/reminder.ts defines them; and how the figures of a summary are
-- printed there, chosen by a person and kept apart from the values.

create table reminder (
  id uuid not null,
  version integer not null,
  state text not null,
  unit_id integer not null references unit,
  path text collate "C" not null,
  guard smallint not null,
  keeper_id uuid,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  text text not null,
  answerer text not null,
  overdue integer not null,
  oldest_due date not null,
  sent_on date,
  answer text,
  answered_on date,
  primary key (id)
);
create index reminder_order on reminder (sent_on, id);
create index reminder_path on reminder (path, sent_on);
call secure_records('reminder');

-- Append-only: the latest row of a slot holds, the earlier ones say who had chosen what.
create table summary_choice (
  id bigint generated always as identity primary key,
  unit_id integer not null references unit,
  year integer not null,
  slot text not null,
  style text not null check (style in ('exact', 'over', 'nearly')),
  step numeric check (step > 0),
  chosen_by uuid not null references account,
  chosen_at timestamptz not null default now(),
  check ((style = 'exact') = (step is null))
);
comment on table summary_choice is 'How a figure is printed in a unit''s summary of a year: 4,127 or more than 4,000. Never touches the value.';
create index summary_choice_slot on summary_choice (unit_id, year, slot, id);
create trigger summary_choice_is_append_only before update or delete or truncate on summary_choice
  for each statement execute function refuse_change();
grant select on summary_choice to taizhang_reader, taizhang_writer;
grant insert (unit_id, year, slot, style, step, chosen_by) on summary_choice to taizhang_writer;
