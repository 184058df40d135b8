-- Row level security for everyone, then what each role may do with organisations and people.
-- byteos_user stands for a member of the server's own making: it acts in one organisation at a time.
-- Whatever is not granted here (scores, progress, roles, certificates) is written by the service, inside
-- the use case that decides it.
do $$
declare
  target record;
begin
  for target in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table public.%I enable row level security', target.tablename);
    execute format('revoke all on public.%I from anon, authenticated, byteos_user, byteos_public', target.tablename);
    execute format('grant select, insert, update, delete on public.%I to service_role', target.tablename);
  end loop;
end
$$;

grant select on public.organisations to byteos_user;
grant update (name, slug, branding, settings) on public.organisations to byteos_user;
create policy organisations_select on public.organisations for select to byteos_user
  using (id = any ((select app.my_org_ids())::uuid[]));
create policy organisations_update on public.organisations for update to byteos_user
  using (id = (select app.current_org_id()) and (select app.current_org_role()) = 'admin')
  with check (id = (select app.current_org_id()));

-- Managers and admins see every membership, creators those of their colleagues in Studio.
grant select, delete on public.org_members to byteos_user;
grant update (role) on public.org_members to byteos_user;
create policy org_members_select on public.org_members for select to byteos_user
  using (
    user_id = (select app.current_user_id())
    or org_id = (select app.current_org_id()) and (
      (select app.current_org_role()) in ('admin', 'manager')
      or (select app.current_org_role()) = 'creator' and role <> 'learner'));
create policy org_members_update on public.org_members for update to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) = 'admin')
  with check (org_id = (select app.current_org_id()));
create policy org_members_delete on public.org_members for delete to byteos_user
  using (
    org_id = (select app.current_org_id())
    and ((select app.current_org_role()) = 'admin' or user_id = (select app.current_user_id())));

grant select on public.profiles to byteos_user;
grant update (full_name, avatar_url, onboarding_complete) on public.profiles to byteos_user;
create policy profiles_select on public.profiles for select to byteos_user
  using (
    id = (select app.current_user_id())
    or exists (
      select from public.org_members m
      where m.user_id = profiles.id and m.org_id = (select app.current_org_id())));
create policy profiles_update on public.profiles for update to byteos_user
  using (id = (select app.current_user_id()))
  with check (id = (select app.current_user_id()));

-- The hash of a token is not for reading: whoever holds a token can be checked against it by function.
grant select (id, org_id, email, role, invited_by, created_at, expires_at, accepted_at, accepted_by, revoked_at)
  on public.invitations to byteos_user;
grant insert (org_id, email, role, token_hash, invited_by, expires_at) on public.invitations to byteos_user;
grant update (token_hash, expires_at, revoked_at) on public.invitations to byteos_user;
create policy invitations_select on public.invitations for select to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'manager'));
create policy invitations_insert on public.invitations for insert to byteos_user
  with check (
    org_id = (select app.current_org_id()) and invited_by = (select app.current_user_id())
    and ((select app.current_org_role()) = 'admin'
      or (select app.current_org_role()) = 'manager' and role = 'learner'));
create policy invitations_update on public.invitations for update to byteos_user
  using (
    org_id = (select app.current_org_id())
    and ((select app.current_org_role()) = 'admin'
      or (select app.current_org_role()) = 'manager' and role = 'learner'))
  with check (org_id = (select app.current_org_id()));

grant select on public.learner_profiles to byteos_user;
grant update (preferred_language, difficulty_comfort) on public.learner_profiles to byteos_user;
create policy learner_profiles_select on public.learner_profiles for select to byteos_user
  using (user_id = (select app.current_user_id()));
create policy learner_profiles_update on public.learner_profiles for update to byteos_user
  using (user_id = (select app.current_user_id()))
  with check (user_id = (select app.current_user_id()));

-- Entries are added in the actor's own name; the trigger of a later migration times and chains them.
revoke update, delete, truncate on public.audit_log from service_role;
grant select on public.audit_log to byteos_user;
grant insert (org_id, actor_id, action, target_type, target_id, details, request_id)
  on public.audit_log to byteos_user;
create policy audit_log_select on public.audit_log for select to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) = 'admin');
create policy audit_log_insert on public.audit_log for insert to byteos_user
  with check (
    actor_id = (select app.current_user_id())
    and (org_id is null or org_id = (select app.current_org_id())));
