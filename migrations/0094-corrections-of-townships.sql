-- As for the other large registers: a township's is read in its own order (see middleOf).

create index correction_file_middle on correction_file ((split_part(path, '.', 1) || '.' || split_part(path, '.', 2) || '.' || split_part(path, '.', 3) || '.'), effective_on, id);
