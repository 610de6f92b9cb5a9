-- An item of a standard may say which question of the register scores it; assessments keep their copy.
alter table criteria_items add column question text;
alter table assessment_items add column question text;
