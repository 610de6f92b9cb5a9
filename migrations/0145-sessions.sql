-- When somebody last proved who they are in a session (highly sensitive acts ask again), and a hard end of its own for
-- a session that the office's identity provider opened.

alter table session add column proved_at timestamptz;
alter table session add column ends_at timestamptz;
comment on column session.proved_at is 'The last proof after the sign-in, or what the identity provider said of it; null: the sign-in itself.';
comment on column session.ends_at is 'Sooner than the longest that a session may last; null: no sooner.';
