-- Addresses live with the auth service. Managers and admins see those of their own organisation's people.
create function app.member_addresses() returns table (user_id uuid, email text)
language sql stable security definer set search_path = '' as $$
  select u.id, u.email::text
  from public.org_members m join auth.users u on u.id = m.user_id
  where m.org_id = app.current_org_id() and app.current_org_role() in ('admin', 'manager')
$$;
revoke execute on all functions in schema app from public;
grant execute on function app.member_addresses() to byteos_user;
