-- How many files somebody has brought within a day, asked before each further one.

create index attachment_of_a_day on attachment (created_by, created_at);
