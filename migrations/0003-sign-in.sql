-- Signing in: what better-auth keeps, under our names. A test compares these tables with its own schema.

create table credential (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references account on delete cascade,
  provider text not null,
  subject text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider, subject)
);
comment on table credential is 'How an account proves itself: a password (argon2id), or the subject that an identity provider names.';
create index credential_account_id_idx on credential (account_id);

create table session (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references account on delete cascade,
  token text not null unique,
  grant_id uuid references grants,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table session is 'Who is signed in, under which post. expires_at moves with use, up to the longest that a session may last.';
create index session_account_id_idx on session (account_id);

create table verification (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table verification is 'Half-done sign-ins: the password was right, the second factor is still asked.';
create index verification_identifier_idx on verification (identifier);

create table second_factor (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references account on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_count integer default 0,
  locked_until timestamptz,
  -- Ours: the 30-second step of the last code taken. A code seen over a shoulder is worth nothing afterwards.
  last_step bigint
);
comment on table second_factor is 'The key of an authenticator app, encrypted, and the codes for a lost telephone.';
create index second_factor_account_id_idx on second_factor (account_id);
create index second_factor_secret_idx on second_factor (secret);

-- A person with several posts begins with the one used last.
alter table account add column last_grant_id uuid references grants;

-- The roles that serve users have no business here: sign-in runs as the owner. So nothing is granted.
