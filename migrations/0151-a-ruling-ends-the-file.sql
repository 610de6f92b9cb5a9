-- The file keeps the day of a ruling: correction ends on it where somebody is taken back.
alter table correction_file add column decision_ruled_on date;
alter table correction_file_decisions add column ruled_on date;
call show_records('correction_file');
