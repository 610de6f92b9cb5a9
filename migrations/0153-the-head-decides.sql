-- A device is approved by the head of the county justice department, in an act of their own.
alter table correction_positioning add column county_opinion text;
alter table correction_positioning add column head_id uuid references account;
alter table correction_positioning add column laid_on date;
alter table correction_positioning add column laid_by uuid references account;
alter table correction_positioning add column with_head boolean;
alter table correction_positioning add column in_hand_id uuid references account;
call show_records('correction_positioning');
