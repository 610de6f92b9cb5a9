-- Stays and exemplars move along with the file; what they count for stays with the office that took in or chose.
alter table base_stay add column taken_in_unit_id integer references unit;
alter table exemplar add column cultivated_unit_id integer references unit;
update base_stay set taken_in_unit_id = unit_id;
update exemplar set cultivated_unit_id = unit_id;
call show_records('base_stay');
call show_records('exemplar');
