-- A cell of a form may add several counts.

alter table return_form_cells add column also text;
