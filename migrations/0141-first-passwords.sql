-- A password that the product made for somebody opens until a moment, and for nothing but to be changed.

alter table credential add column first_until timestamptz;
comment on column credential.first_until is 'Set while the password is one that was made for the person: until when it opens. Null: chosen by the person.';
