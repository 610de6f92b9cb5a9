-- Before a deadline passes, the next level sees it too.

alter table duty add column escalate_days integer;
alter table duty add column escalate_to text[] not null default '{}';
