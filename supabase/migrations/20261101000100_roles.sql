-- Who may connect and act. Roles belong to the whole cluster, so a second database finds them made.
-- byteos_app is the login role of the apps and the worker. It inherits nothing: each transaction
-- becomes one of the three roles below it, and a query outside one is refused.
do $$
begin
  if not exists (select from pg_roles where rolname = 'byteos_user') then
    create role byteos_user nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'byteos_public') then
    create role byteos_public nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'byteos_app') then
    -- The operator gives it LOGIN and a password.
    create role byteos_app nologin noinherit;
  end if;
end
$$;

grant byteos_user, byteos_public, service_role to byteos_app;

-- Supabase opens every new table to the Data API's roles; ours are reached by the apps alone.
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public revoke all on functions from anon, authenticated;
revoke all on all tables in schema public from public, anon, authenticated;
revoke all on all sequences in schema public from public, anon, authenticated;

grant usage on schema public to byteos_user, byteos_public, service_role;

-- Functions that policies and the apps call; the Data API does not serve this schema.
create schema if not exists app;
revoke all on schema app from public;
grant usage on schema app to byteos_user, byteos_public, service_role, authenticated;

-- The job queue makes its own tables here, as the login role.
create schema if not exists pgboss;
revoke all on schema pgboss from public;
grant usage, create on schema pgboss to byteos_app;
