-- The office to which a notice is sent on sees who sent it.
alter table release_notice add column forwarded_from_unit_id integer references unit;
call show_records('release_notice');
