-- What must hold whoever writes, the service included.

-- updated_at moves with every change that does not set it.
create function app.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.updated_at is not distinct from old.updated_at then
    new.updated_at := now();
  end if;
  return new;
end
$$;
create trigger touch_updated_at before update on public.profiles
  for each row execute function app.touch_updated_at();
create trigger touch_updated_at before update on public.learner_profiles
  for each row execute function app.touch_updated_at();
create trigger touch_updated_at before update on public.courses
  for each row execute function app.touch_updated_at();
create trigger touch_updated_at before update on public.modules
  for each row execute function app.touch_updated_at();
create trigger touch_updated_at before update on public.imports
  for each row execute function app.touch_updated_at();

-- A new account gets its profile and its learner profile in the same transaction.
create function app.add_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (id, full_name)
  values (
    new.id,
    left(coalesce(new.raw_user_meta_data ->> 'full_name', new.raw_user_meta_data ->> 'name', ''), 200))
  on conflict (id) do nothing;
  insert into public.learner_profiles (user_id) values (new.id) on conflict (user_id) do nothing;
  return new;
end
$$;
create trigger byteos_add_profile after insert on auth.users
  for each row execute function app.add_profile();

-- profiles.org_id and profiles.role follow the memberships; a person's first organisation stays theirs.
create function app.follow_membership() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := coalesce(new.user_id, old.user_id);
begin
  update public.profiles p set
    org_id = m.org_id,
    role = case m.role when 'admin' then 'org_admin' else coalesce(m.role, 'learner') end
  from (select person as id) s
  left join lateral (
    select o.org_id, o.role from public.org_members o
    join public.profiles q on q.id = o.user_id
    where o.user_id = person
    order by (o.org_id = q.org_id) desc nulls last, o.joined_at, o.id
    limit 1) m on true
  where p.id = s.id and p.role <> 'super_admin';
  return null;
end
$$;
create trigger follow_membership after insert or update or delete on public.org_members
  for each row execute function app.follow_membership();

-- An organisation keeps an admin. The lock makes two admins who step down at once take turns.
create function app.keep_an_admin() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if old.role <> 'admin' or (tg_op = 'UPDATE' and new.role = 'admin') then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  perform from public.organisations o where o.id = old.org_id for update;
  -- No row: the organisation itself is being removed, its members with it.
  if found and not exists (
    select from public.org_members m where m.org_id = old.org_id and m.role = 'admin' and m.id <> old.id)
  then
    raise exception 'organisation.last-admin' using errcode = 'BY412';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger keep_an_admin before update of role or delete on public.org_members
  for each row execute function app.keep_an_admin();

-- Published versions never change; they go only with their course. A publisher's account may be erased.
create function app.keep_version() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - 'published_by' = to_jsonb(old) - 'published_by' and new.published_by is null then
      return new;
    end if;
  elsif not exists (select from public.courses c where c.id = old.course_id) then
    return old;
  end if;
  raise exception 'version.immutable' using errcode = 'BY412';
end
$$;
create trigger keep_version before update or delete on public.course_versions
  for each row execute function app.keep_version();

create function app.keep_item() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' and not exists (select from public.course_versions v where v.id = old.course_version_id) then
    return old;
  end if;
  raise exception 'item.immutable' using errcode = 'BY412';
end
$$;
create trigger keep_item before update or delete on public.items
  for each row execute function app.keep_item();

create function app.keep_rubric() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' and not exists (select from public.items i where i.id = old.item_id) then
    return old;
  end if;
  raise exception 'item.immutable' using errcode = 'BY412';
end
$$;
create trigger keep_rubric before update or delete on public.item_rubrics
  for each row execute function app.keep_rubric();

-- Progress and completion are never taken back: a late or mistaken writer leaves them as they were.
create function app.keep_progress() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.progress_pct := greatest(old.progress_pct, new.progress_pct);
  new.started_at := coalesce(old.started_at, new.started_at);
  new.completed_at := coalesce(old.completed_at, new.completed_at);
  if old.status = 'completed' or (old.status = 'in_progress' and new.status = 'not_started') then
    new.status := old.status;
  end if;
  return new;
end
$$;
create trigger keep_progress before update on public.enrollments
  for each row execute function app.keep_progress();

-- A certificate keeps what it said on the day; it may be revoked, lose its references, or get its file.
create function app.keep_certificate() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.snapshot is distinct from old.snapshot or new.verification_code is distinct from old.verification_code
    or new.issued_at is distinct from old.issued_at or new.user_id is distinct from old.user_id
    or new.org_id is distinct from old.org_id
    or (old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at)
  then
    raise exception 'certificate.immutable' using errcode = 'BY412';
  end if;
  return new;
end
$$;
create trigger keep_certificate before update on public.certifications
  for each row execute function app.keep_certificate();

revoke execute on all functions in schema app from public;
