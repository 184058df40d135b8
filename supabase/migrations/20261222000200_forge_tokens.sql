-- Whose an access token is, with their address and their role as it is now. For the service alone, which asks
-- before anybody is known.
create function app.token_holder(hash text)
returns table (id uuid, user_id uuid, email text, org_id uuid, role text, scopes text[],
  expires_at timestamptz, revoked_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select t.id, t.user_id, u.email::text, t.org_id, m.role, t.scopes, t.expires_at, t.revoked_at
  from public.access_tokens t
  join public.org_members m on m.org_id = t.org_id and m.user_id = t.user_id
  join auth.users u on u.id = t.user_id
  where t.token_hash = hash
$$;
revoke execute on function app.token_holder(text) from public;
grant execute on function app.token_holder(text) to service_role;
