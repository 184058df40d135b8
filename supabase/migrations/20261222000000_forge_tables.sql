-- Forge: repositories of code, models and data. Their content lies in packs, which are files of the bucket
-- `packs`; the tables say who may see what, where each pack is, and where branches and tags point.
create table public.repositories (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  -- Null when the account is gone: the repository stays with the organisation.
  owner_id uuid references public.profiles (id) on delete set null,
  name text not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,99}$' and name !~ '\.\.|[.]$'),
  description text not null default '' check (char_length(description) <= 500),
  visibility text not null default 'private' check (visibility in ('private', 'organisation', 'public')),
  default_branch text not null default 'main' check (char_length(default_branch) between 1 and 100),
  created_at timestamptz not null default now(),
  -- When a branch or tag moved last.
  pushed_at timestamptz,
  -- When everything stored was read and hashed again, and what was found.
  verified_at timestamptz,
  verification jsonb,
  -- Gone for everybody; the row stays while other repositories still need its packs.
  deleted_at timestamptz
);
create unique index repositories_org_id_name_key on public.repositories (org_id, name) where deleted_at is null;
create index repositories_org_id_pushed_at_idx on public.repositories (org_id, pushed_at desc nulls last);
create index repositories_owner_id_idx on public.repositories (owner_id);

create table public.repository_members (
  repository_id uuid not null references public.repositories (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  role text not null check (role in ('read', 'write', 'admin')),
  added_at timestamptz not null default now(),
  primary key (repository_id, user_id)
);
create index repository_members_user_id_idx on public.repository_members (user_id);

-- Whose packs a repository's versions lie in beside its own: repositories of the organisation that everyone
-- who reads this one may read as well.
create table public.repository_sources (
  repository_id uuid not null references public.repositories (id) on delete cascade,
  source_id uuid not null references public.repositories (id) on delete cascade,
  added_at timestamptz not null default now(),
  primary key (repository_id, source_id),
  check (repository_id <> source_id)
);
create index repository_sources_source_id_idx on public.repository_sources (source_id);

-- A pack counts against the quota from the moment its upload is announced until its file is to be removed.
create table public.packs (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  -- Null when the repository is gone and only the file is left to be removed.
  repository_id uuid references public.repositories (id) on delete set null,
  name text not null check (name ~ '^[0-9a-f]{64}$'),
  state text not null default 'uploading' check (state in ('uploading', 'stored', 'removing')),
  bytes integer not null check (bytes between 1 and 67108864),
  -- The index and the trailer as they stand at the end of the file, which are known once it is stored.
  tail bytea,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  stored_at timestamptz,
  -- Since when a version needs it. Before, it exists for those who may push alone.
  committed_at timestamptz,
  -- Marked to go, in which round of the collection, and since when.
  marked_epoch integer,
  marked_at timestamptz,
  unique (org_id, name),
  check (state <> 'stored' or tail is not null and stored_at is not null and repository_id is not null),
  check ((marked_epoch is null) = (marked_at is null))
);
-- Random names do not compress, and a part of the whole is read without the rest.
alter table public.packs alter column tail set storage external;
create index packs_repository_id_idx on public.packs (repository_id);
create index packs_created_by_idx on public.packs (created_by);
create index packs_unfinished_idx on public.packs (created_at) where state <> 'stored';

-- What each version says of itself, so that histories are listed without opening packs.
create table public.commits (
  repository_id uuid not null references public.repositories (id) on delete cascade,
  name text not null check (name ~ '^[0-9a-f]{64}$'),
  tree text not null check (tree ~ '^[0-9a-f]{64}$'),
  parents text[] not null default '{}',
  author_name text not null,
  author_email text not null,
  message text not null,
  -- By the clock of the author.
  made_at timestamptz not null,
  pushed_by uuid references public.profiles (id) on delete set null,
  pushed_at timestamptz not null default now(),
  primary key (repository_id, name)
);
create index commits_pushed_by_idx on public.commits (pushed_by);
create index commits_repository_id_made_at_idx on public.commits (repository_id, made_at desc);

-- Branches and tags, moved by compare-and-swap.
create table public.refs (
  repository_id uuid not null references public.repositories (id) on delete cascade,
  name text not null check (name ~ '^(branches|tags)/.{1,100}$'),
  commit_name text not null,
  moved_by uuid references public.profiles (id) on delete set null,
  moved_at timestamptz not null default now(),
  primary key (repository_id, name),
  foreign key (repository_id, commit_name) references public.commits (repository_id, name)
);
create index refs_repository_id_commit_name_idx on public.refs (repository_id, commit_name);
create index refs_moved_by_idx on public.refs (moved_by);

-- Pushes under way: what they may build upon is not collected.
create table public.upload_leases (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  repository_id uuid not null references public.repositories (id) on delete cascade,
  user_id uuid references public.profiles (id) on delete cascade,
  -- The round of the collection that its holder has seen.
  epoch integer not null,
  renewed_at timestamptz not null default now()
);
create index upload_leases_org_id_idx on public.upload_leases (org_id);
create index upload_leases_repository_id_idx on public.upload_leases (repository_id);
create index upload_leases_user_id_idx on public.upload_leases (user_id);

-- What an organisation stores and may store. Kept by a trigger, so that it changes with what it counts.
create table public.forge_usages (
  org_id uuid primary key references public.organisations (id) on delete cascade,
  stored_bytes bigint not null default 0 check (stored_bytes >= 0),
  quota_bytes bigint not null default 107374182400 check (quota_bytes >= 0),
  epoch integer not null default 0
);

create function app.count_pack() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  org uuid := case tg_op when 'DELETE' then old.org_id else new.org_id end;
  delta bigint := 0;
  usage public.forge_usages;
begin
  if tg_op <> 'DELETE' and new.state <> 'removing' then delta := delta + new.bytes; end if;
  if tg_op <> 'INSERT' and old.state <> 'removing' then delta := delta - old.bytes; end if;
  if delta = 0 then return null; end if;
  if tg_op = 'DELETE' then
    -- The whole organisation may be on its way out: nothing is made for it anew.
    update public.forge_usages u set stored_bytes = u.stored_bytes + delta where u.org_id = org;
    return null;
  end if;
  insert into public.forge_usages (org_id) values (org) on conflict do nothing;
  update public.forge_usages u set stored_bytes = u.stored_bytes + delta where u.org_id = org
  returning * into usage;
  if delta > 0 and usage.stored_bytes > usage.quota_bytes then
    raise exception 'forge.quota-exceeded' using errcode = 'BY429';
  end if;
  return null;
end
$$;
create trigger count_pack after insert or update of state, bytes or delete on public.packs
  for each row execute function app.count_pack();
revoke execute on function app.count_pack() from public;

-- Tokens of the command line and other programs. The token itself is shown once and not kept.
create table public.access_tokens (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  org_id uuid not null references public.organisations (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 100),
  token_hash text not null unique,
  -- Its last letters, to tell tokens apart.
  hint text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index access_tokens_user_id_idx on public.access_tokens (user_id);
create index access_tokens_org_id_idx on public.access_tokens (org_id);

-- A command line asks to sign in; a person who is signed in types its code and agrees.
create table public.device_logins (
  id uuid primary key default gen_random_uuid(),
  device_code_hash text not null unique,
  user_code text not null unique,
  device_name text not null check (char_length(device_name) <= 100),
  state text not null default 'pending' check (state in ('pending', 'approved', 'denied')),
  user_id uuid references public.profiles (id) on delete cascade,
  org_id uuid references public.organisations (id) on delete cascade,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index device_logins_user_id_idx on public.device_logins (user_id);
create index device_logins_org_id_idx on public.device_logins (org_id);
create index device_logins_expires_at_idx on public.device_logins (expires_at);
