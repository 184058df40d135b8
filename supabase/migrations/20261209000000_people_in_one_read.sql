-- The page of people in one read each: the rows with what is shown of them, and the members by role. Functions,
-- because the policies' alternatives make the planner sort ten thousand rows that lie in order in an index.
drop function app.people_page(text, text, integer, integer);
create function app.people_page(search text, wanted_role text, page_size integer, page_offset integer)
returns table (user_id uuid, full_name text, email text, role text, joined_at timestamptz,
  enrolled integer, completed integer, last_active_at timestamptz, matching integer)
language plpgsql stable security definer set search_path = '' as $$
declare
  org uuid := app.current_org_id();
  pattern text := '%' || replace(replace(replace(search, '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  if app.current_org_role() is null or app.current_org_role() not in ('admin', 'manager') then
    return;
  end if;
  if search = '' then
    return query
      with page as materialized (
        select p.id, p.full_name, u.email, m.role, m.joined_at
        from public.profiles p
        join public.org_members m on m.user_id = p.id and m.org_id = org
        join auth.users u on u.id = p.id
        where wanted_role is null or m.role = wanted_role
        order by lower(p.full_name), p.id
        limit page_size offset page_offset)
      select page.id, page.full_name, page.email::text, page.role, page.joined_at,
        e.enrolled, e.completed, e.last_active_at, (
          select count(*)::int from public.org_members c
          where c.org_id = org and (wanted_role is null or c.role = wanted_role))
      from page cross join lateral app.courses_of_member(org, page.id) e
      order by lower(page.full_name), page.id;
  else
    return query
      with page as materialized (
        select p.id, p.full_name, u.email, m.role, m.joined_at, (count(*) over ())::int as matching
        from public.profiles p
        join public.org_members m on m.user_id = p.id and m.org_id = org
        join auth.users u on u.id = p.id
        where (p.full_name ilike pattern or u.email ilike pattern)
          and (wanted_role is null or m.role = wanted_role)
        order by lower(p.full_name), p.id
        limit page_size offset page_offset)
      select page.id, page.full_name, page.email::text, page.role, page.joined_at,
        e.enrolled, e.completed, e.last_active_at, page.matching
      from page cross join lateral app.courses_of_member(org, page.id) e
      order by lower(page.full_name), page.id;
  end if;
end
$$;

create function app.courses_of_member(org uuid, person uuid)
returns table (enrolled integer, completed integer, last_active_at timestamptz)
language sql stable set search_path = '' as $$
  select count(*)::int, count(*) filter (where e.status = 'completed')::int, max(e.last_active_at)
  from public.enrollments e
  where e.org_id = org and e.user_id = person
$$;

create function app.member_counts() returns table (role text, members integer)
language sql stable security definer set search_path = '' as $$
  select m.role, count(*)::int
  from public.org_members m
  where m.org_id = (select app.current_org_id())
    and (select app.current_org_role()) in ('admin', 'manager')
  group by m.role
$$;
revoke all on function app.people_page(text, text, integer, integer),
  app.courses_of_member(uuid, uuid), app.member_counts() from public;
grant execute on function app.people_page(text, text, integer, integer), app.member_counts() to byteos_user;
