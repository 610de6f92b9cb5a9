-- What somebody else waits for (a review, an answer, a confirmation) stands apart on Today.
alter table duty add column asked boolean not null default false;
