-- The assessment on which a stretch of being standardised rests is a link, and shown by its title.

alter table committee_standards alter column assessment type uuid using assessment::uuid;
alter table committee_standards add foreign key (assessment) references assessment;
alter table office_standards alter column assessment type uuid using assessment::uuid;
alter table office_standards add foreign key (assessment) references office_assessment;
