-- Is it the same matter? Telephones are compared where they were written down; and a county says whether its budget for
-- subsidies may be exceeded with a reason.

create index dispute_parties_telephone on dispute_parties (telephone) where telephone is not null;
create index subsidy_splits_mediator_id on subsidy_splits (mediator_id);
create index linkage_organ_number on linkage (organ_number) where organ_number is not null;
alter table tariff add column over_budget_allowed boolean;
