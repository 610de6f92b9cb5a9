-- Whether a subsidy's file is complete follows from the papers of the dispute; a tariff may let papers follow.

alter table tariff add column papers_may_follow boolean;
call show_issued('tariff');
alter table subsidy add column tariff_papers_may_follow boolean;
alter table subsidy add column dossier_exception text;
call show_records('subsidy');
