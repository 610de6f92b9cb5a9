-- A township's register is read in its order without walking past the rest of the city (see middleOf).

create index dispute_middle on dispute (
  (split_part(path, '.', 1) || '.' || split_part(path, '.', 2) || '.' || split_part(path, '.', 3) || '.'), found_on, id);
create index help_file_middle on help_file (
  (split_part(path, '.', 1) || '.' || split_part(path, '.', 2) || '.' || split_part(path, '.', 3) || '.'), received_on, id);
create index release_notice_middle on release_notice (
  (split_part(path, '.', 1) || '.' || split_part(path, '.', 2) || '.' || split_part(path, '.', 3) || '.'), released_on, id);
create index person_middle on person (
  (split_part(path, '.', 1) || '.' || split_part(path, '.', 2) || '.' || split_part(path, '.', 3) || '.'), created_at, id);
