-- Somebody of the organisation one acts in, by their exact address: for those who may not see everybody's.
create function app.find_colleague(address text) returns uuid
language sql stable security definer set search_path = '' as $$
  select m.user_id
  from public.org_members m join auth.users u on u.id = m.user_id
  where m.org_id = app.current_org_id() and lower(u.email) = lower(trim(address))
$$;
revoke execute on function app.find_colleague(text) from public;
grant execute on function app.find_colleague(text) to byteos_user;
