-- A doubt about a number, asked of the unit that keeps its records; and duties that concern one person alone.
create table question (
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
  figure_en text not null,
  figure_zh text not null,
  indicator text not null,
  from_on date not null,
  to_on date not null,
  as_of timestamp with time zone,
  number text not null,
  text text not null,
  answerer text not null,
  asker_id uuid references account,
  asker_role text,
  asked_on date,
  answer text,
  answered_by uuid references account,
  answered_on date,
  comment text,
  found_by tsvector not null default '',
  primary key (id)
);
create index question_order on question (asked_on, id);
create index question_path on question (path, asked_on);
create index question_found on question using gin (found_by) with (gin_pending_list_limit = 256);
call secure_records('question');
call show_records('question');
create table question_comments (
  id uuid not null,
  record_id uuid not null references question,
  position integer not null,
  said_on date not null,
  said_by uuid references account,
  text text not null,
  primary key (id)
);
create index question_comments_record on question_comments (record_id, position);
call secure_children('question_comments', 'question');

alter table duty add column personal boolean not null default false;
