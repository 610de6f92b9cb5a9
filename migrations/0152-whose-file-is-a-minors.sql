-- Who comes from another city says from where and since when, and the day of the offence tells whether the file is a
-- minor's.
alter table correction_file add column offended_on date;
alter table correction_file add column came_from text;
alter table correction_file add column came_on date;
call show_records('correction_file');
