-- Who sees a repository: the members of its organisation when it is for them, everyone when it is public, and
-- its owner, its members and the organisation's admins in any case. To all others it does not exist.

-- What a person may do in a repository: 'admin', 'write' or 'read'; null when it does not exist for them.
create function app.repository_role(wanted uuid) returns text
language sql stable security definer set search_path = '' as $$
  select case
    when r.org_id = app.current_org_id()
      and (r.owner_id = app.current_user_id() or app.current_org_role() = 'admin') then 'admin'
    when r.org_id = app.current_org_id() and m.role is not null
      and (m.role <> 'read' or r.visibility = 'private') then m.role
    when r.visibility = 'public' then 'read'
    when r.visibility = 'organisation' and r.org_id = app.current_org_id() then 'read'
  end
  from public.repositories r
  left join public.repository_members m on m.repository_id = r.id and m.user_id = app.current_user_id()
  where r.id = wanted and r.deleted_at is null
$$;

create function app.my_repository_ids() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(m.repository_id), '{}') from public.repository_members m
  where m.user_id = app.current_user_id()
$$;

-- What a list of repositories shows beside their own columns, of those that exist for the person.
create function app.describe_repositories(wanted uuid[])
returns table (id uuid, role text, org_slug text, owner_name text, stored_bytes bigint)
language sql stable security definer set search_path = '' as $$
  select r.id, app.repository_role(r.id), o.slug,
    case when r.org_id = app.current_org_id() then p.full_name end,
    (select coalesce(sum(k.bytes), 0)::bigint from public.packs k
     where k.repository_id = r.id and k.state = 'stored')
  from public.repositories r
  join public.organisations o on o.id = r.org_id
  left join public.profiles p on p.id = r.owner_id
  where r.id = any (wanted) and app.repository_role(r.id) is not null
$$;

-- The repository at an address, when it exists for the person.
create function app.repository_by_address(org text, repository text) returns uuid
language sql stable security definer set search_path = '' as $$
  select r.id from public.repositories r join public.organisations o on o.id = r.org_id
  where o.slug = org and r.name = repository and app.repository_role(r.id) is not null
$$;

-- Members by name, for colleagues who may read the repository.
create function app.list_repository_members(wanted uuid)
returns table (user_id uuid, full_name text, email text, role text, added_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select m.user_id, p.full_name, u.email::text, m.role, m.added_at
  from public.repository_members m
  join public.repositories r on r.id = m.repository_id
  join public.profiles p on p.id = m.user_id
  join auth.users u on u.id = m.user_id
  where r.id = wanted and r.org_id = app.current_org_id() and app.repository_role(r.id) is not null
  order by lower(p.full_name), m.user_id
$$;

revoke execute on function app.repository_role(uuid), app.my_repository_ids(),
  app.describe_repositories(uuid[]), app.repository_by_address(text, text),
  app.list_repository_members(uuid) from public;
grant execute on function app.repository_role(uuid), app.my_repository_ids(),
  app.describe_repositories(uuid[]), app.repository_by_address(text, text),
  app.list_repository_members(uuid) to byteos_user, service_role;

alter table public.repositories enable row level security;
alter table public.repository_members enable row level security;
alter table public.packs enable row level security;
alter table public.repository_sources enable row level security;
alter table public.commits enable row level security;
alter table public.refs enable row level security;
alter table public.upload_leases enable row level security;
alter table public.forge_usages enable row level security;
alter table public.access_tokens enable row level security;
alter table public.device_logins enable row level security;

revoke all on public.repositories, public.repository_members, public.packs, public.repository_sources,
  public.commits, public.refs, public.upload_leases, public.forge_usages, public.access_tokens,
  public.device_logins from anon, authenticated, byteos_user, byteos_public;
grant select, insert, update, delete on public.repositories, public.repository_members, public.packs,
  public.repository_sources, public.commits, public.refs, public.upload_leases, public.forge_usages,
  public.access_tokens, public.device_logins to service_role;

grant select on public.repositories to byteos_user;
grant insert (org_id, owner_id, name, description, visibility) on public.repositories to byteos_user;
grant update (name, description, visibility, default_branch) on public.repositories to byteos_user;
create policy repositories_select on public.repositories for select to byteos_user
  using (
    deleted_at is null and (
      visibility = 'public'
      or org_id = (select app.current_org_id()) and (
        visibility = 'organisation'
        or owner_id = (select app.current_user_id())
        or (select app.current_org_role()) = 'admin'
        or id = any ((select app.my_repository_ids())::uuid[]))));
create policy repositories_insert on public.repositories for insert to byteos_user
  with check (
    org_id = (select app.current_org_id())
    and owner_id = (select app.current_user_id())
    and (select app.current_org_role()) in ('admin', 'manager', 'creator'));
create policy repositories_update on public.repositories for update to byteos_user
  using (org_id = (select app.current_org_id()) and app.repository_role(id) = 'admin')
  with check (org_id = (select app.current_org_id()));

grant select, insert, update, delete on public.repository_members to byteos_user;
create policy repository_members_select on public.repository_members for select to byteos_user
  using (
    user_id = (select app.current_user_id())
    or exists (
      select from public.repositories r
      where r.id = repository_id and r.org_id = (select app.current_org_id())));
create policy repository_members_insert on public.repository_members for insert to byteos_user
  with check (app.repository_role(repository_id) = 'admin' and app.is_colleague(user_id));
create policy repository_members_update on public.repository_members for update to byteos_user
  using (app.repository_role(repository_id) = 'admin')
  with check (app.repository_role(repository_id) = 'admin' and app.is_colleague(user_id));
create policy repository_members_delete on public.repository_members for delete to byteos_user
  using (app.repository_role(repository_id) = 'admin' or user_id = (select app.current_user_id()));

-- Content is written by the service alone, within the use case that has checked it.
grant select on public.packs, public.repository_sources, public.commits, public.refs to byteos_user;
create policy repository_sources_select on public.repository_sources for select to byteos_user
  using (exists (select from public.repositories r where r.id = repository_id));
create policy packs_select on public.packs for select to byteos_user
  using (committed_at is not null and exists (select from public.repositories r where r.id = repository_id));
create policy commits_select on public.commits for select to byteos_user
  using (exists (select from public.repositories r where r.id = repository_id));
create policy refs_select on public.refs for select to byteos_user
  using (exists (select from public.repositories r where r.id = repository_id));

grant select on public.forge_usages to byteos_user;
create policy forge_usages_select on public.forge_usages for select to byteos_user
  using (org_id = (select app.current_org_id()));

grant select, delete on public.access_tokens to byteos_user;
grant insert (user_id, org_id, name, token_hash, hint, scopes, expires_at) on public.access_tokens to byteos_user;
grant update (revoked_at) on public.access_tokens to byteos_user;
create policy access_tokens_select on public.access_tokens for select to byteos_user
  using (user_id = (select app.current_user_id()));
create policy access_tokens_insert on public.access_tokens for insert to byteos_user
  with check (user_id = (select app.current_user_id()) and org_id = (select app.current_org_id()));
create policy access_tokens_update on public.access_tokens for update to byteos_user
  using (user_id = (select app.current_user_id()))
  with check (user_id = (select app.current_user_id()));
create policy access_tokens_delete on public.access_tokens for delete to byteos_user
  using (user_id = (select app.current_user_id()));

-- Who leaves an organisation leaves its repositories, and its tokens end.
create function app.leave_repositories() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.repository_members m using public.repositories r
  where r.id = m.repository_id and r.org_id = old.org_id and m.user_id = old.user_id;
  delete from public.access_tokens t where t.org_id = old.org_id and t.user_id = old.user_id;
  return null;
end
$$;
create trigger leave_repositories after delete on public.org_members
  for each row execute function app.leave_repositories();
revoke execute on function app.leave_repositories() from public;

-- A version's name is the hash of its bytes and stays; whose account is gone is not listed by name any more.
create function app.forget_commit_author() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if old.pushed_by is not null and new.pushed_by is null then
    new.author_name := '';
    new.author_email := '';
  end if;
  return new;
end
$$;
create trigger forget_commit_author before update of pushed_by on public.commits
  for each row execute function app.forget_commit_author();
revoke execute on function app.forget_commit_author() from public;

-- Packs are reached by links that the apps give out, never by a person's own token.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('packs', 'packs', false, 67108864, null)
on conflict (id) do update set public = excluded.public, file_size_limit = excluded.file_size_limit;
