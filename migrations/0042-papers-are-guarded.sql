-- Papers of records that keep secrets are encrypted with the record's key: the pages and the name of the file.
alter table attachment add column encrypted boolean not null default false;
comment on column attachment.encrypted is 'Content and name are encrypted with the key of the record; sha256 is of the stored bytes.';

-- A minor about whom only what is sealed is kept is sealed too.
alter table person add column seal_ground text;
call show_identities('person');
