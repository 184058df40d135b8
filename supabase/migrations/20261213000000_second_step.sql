-- Once a person has a second step, the first alone opens nothing: the apps ask when they read the session,
-- and files ask here, since a person's own token reaches storage past the apps.
create function app.has_second_step() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from auth.mfa_factors f where f.user_id = app.current_user_id() and f.status = 'verified')
$$;

create function app.is_past_second_step() returns boolean
language sql stable set search_path = '' as $$
  select coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'aal' = 'aal2', false)
    or not app.has_second_step()
$$;

revoke execute on function app.has_second_step(), app.is_past_second_step() from public;
grant execute on function app.has_second_step() to byteos_user;
grant execute on function app.has_second_step(), app.is_past_second_step() to authenticated;

create policy byteos_objects_second_step on storage.objects as restrictive for all to authenticated
  using ((select app.is_past_second_step()))
  with check ((select app.is_past_second_step()));
