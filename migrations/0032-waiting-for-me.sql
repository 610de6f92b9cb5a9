-- What somebody else waits for (a review, an answer, a confirmation) stands apart on Today.
alter table duty add column asked boolean not null default false;
update duty set asked = true where not waiting and (record_type, action) in (
  ('subsidy', 'office_review'), ('subsidy', 'county_review'), ('subsidy', 'publicise'), ('subsidy', 'approve'),
  ('subsidy', 'pay'), ('linkage', 'accept'), ('assessment', 'inspect'), ('assessment', 'confirm'),
  ('reminder', 'answer'), ('question', 'answer'), ('question', 'settle'));
