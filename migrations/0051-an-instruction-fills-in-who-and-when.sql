-- Who gives an instruction and when is filled in where it is left empty: the definition asks for it, not the form.
alter table instruction alter column given_by drop not null;
alter table instruction alter column given_on drop not null;
