-- Online mediation for the court: the other side is told and asked within three working days (rule R06).
alter table linkage add column other_told_on date;
call show_records('linkage');
