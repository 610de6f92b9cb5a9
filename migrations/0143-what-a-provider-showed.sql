-- How somebody came in through the office's identity provider, and whether it said that it asked for a second factor.

alter table session add column by_provider boolean not null default false;
alter table session add column second_factor_shown boolean not null default false;
