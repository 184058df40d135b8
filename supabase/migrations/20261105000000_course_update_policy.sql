-- The policy of an update must not read a table whose own policy reads courses: Postgres refuses the circle.
create function app.is_version_of(wanted_version uuid, course uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.course_versions v where v.id = wanted_version and v.course_id = course)
$$;
revoke all on function app.is_version_of(uuid, uuid) from public;
grant execute on function app.is_version_of(uuid, uuid) to byteos_user, service_role;

drop policy courses_update on public.courses;
create policy courses_update on public.courses for update to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'))
  with check (
    org_id = (select app.current_org_id())
    and (current_version_id is null or app.is_version_of(current_version_id, id)));
