-- Which papers lie signed in the paper file without a scan; and whoever files asks what was made and what was added.
alter table dispute add column originals text[];
call show_records('dispute');
create policy asks on paper_made for select to taizhang_writer, taizhang_loader using (true);
grant select on paper_made to taizhang_writer, taizhang_loader;
