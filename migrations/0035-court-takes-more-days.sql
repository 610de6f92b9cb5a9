-- Judicial confirmation: the court's president may allow ten days more (provisions of 2011, article 5).
alter table dispute add column confirmation_extended_on date;
call show_records('dispute');
