-- What policies ask: who is this, in which organisation, with which role. Each answers from org_members,
-- never from the claims alone. Wrapped as (select app.f()) in a policy, it runs once a query.

create function app.current_user_id() returns uuid
language sql stable set search_path = '' as $$
  select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;

create function app.current_email() returns text
language sql stable set search_path = '' as $$
  select lower(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
$$;

-- The organisation the request acts in, when the person belongs to it.
create function app.current_org_id() returns uuid
language sql stable security definer set search_path = '' as $$
  select m.org_id from public.org_members m
  where m.user_id = app.current_user_id()
    and m.org_id = (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'org_id')::uuid
$$;

create function app.current_org_role() returns text
language sql stable security definer set search_path = '' as $$
  select m.role from public.org_members m
  where m.user_id = app.current_user_id()
    and m.org_id = (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'org_id')::uuid
$$;

create function app.my_org_ids() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(m.org_id), '{}') from public.org_members m
  where m.user_id = app.current_user_id()
$$;

create function app.is_member(org uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.org_members m where m.org_id = org and m.user_id = app.current_user_id())
$$;

create function app.has_role(org uuid, roles text[]) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.org_members m
    where m.org_id = org and m.user_id = app.current_user_id() and m.role = any (roles))
$$;

-- For policies on other people's rows: is that person in the organisation I act in?
create function app.is_colleague(person uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.org_members m where m.org_id = app.current_org_id() and m.user_id = person)
$$;

-- Can somebody be enrolled in this: a published course with one of its own versions, or a published path?
create function app.is_offered(wanted_course uuid, wanted_version uuid, wanted_path uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select case
    when wanted_course is not null then exists (
      select from public.courses c
      where c.id = wanted_course and c.org_id = app.current_org_id() and c.status = 'published' and c.deleted_at is null
        and (wanted_version is null or exists (
          select from public.course_versions v where v.id = wanted_version and v.course_id = c.id)))
    else wanted_version is null and exists (
      select from public.learning_paths p
      where p.id = wanted_path and p.org_id = app.current_org_id() and p.status = 'published')
  end
$$;

-- Makes an organisation with the caller as its first admin: nobody may insert a membership for themselves.
create function app.create_organisation(name text, slug text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := app.current_user_id();
  org uuid;
begin
  if person is null then
    raise exception 'session.required' using errcode = 'BY403';
  end if;
  insert into public.organisations (name, slug)
  values (create_organisation.name, create_organisation.slug) returning id into org;
  insert into public.org_members (org_id, user_id, role) values (org, person, 'admin');
  return org;
end
$$;

-- What the page behind an invitation's link shows; the link's token is the right to see it.
create function app.invitation_by_token_hash(hash text)
returns table (id uuid, organisation_name text, email text, role text, state text, expires_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select i.id, o.name, i.email, i.role,
    case
      when i.accepted_at is not null then 'accepted'
      when i.revoked_at is not null then 'revoked'
      when i.expires_at <= now() then 'expired'
      else 'open'
    end,
    i.expires_at
  from public.invitations i join public.organisations o on o.id = i.org_id
  where i.token_hash = hash
$$;

-- What a verifier sees of a certificate: its words as issued and whether it still holds. No ids of people.
create function app.certificate_by_code(code text)
returns table (snapshot jsonb, issued_at timestamptz, expires_at timestamptz, revoked_at timestamptz,
  verification_code text, state text)
language sql stable security definer set search_path = '' as $$
  select c.snapshot, c.issued_at, c.expires_at, c.revoked_at, c.verification_code,
    case
      when c.revoked_at is not null then 'revoked'
      when c.expires_at <= now() then 'expired'
      else 'valid'
    end
  from public.certifications c
  where c.verification_code = code
$$;

revoke execute on all functions in schema app from public;
grant execute on function app.current_user_id(), app.current_email(), app.current_org_id(),
  app.current_org_role(), app.my_org_ids(), app.is_member(uuid), app.has_role(uuid, text[]),
  app.is_colleague(uuid), app.is_offered(uuid, uuid, uuid), app.create_organisation(text, text) to byteos_user, service_role;
grant execute on function app.invitation_by_token_hash(text) to byteos_public, byteos_user, service_role;
grant execute on function app.certificate_by_code(text) to byteos_public, byteos_user, service_role;
