-- A due day that was judged beyond the holidays known so far is only expected: it is counted anew once they are known.
alter table duty add column certain boolean not null default true;
