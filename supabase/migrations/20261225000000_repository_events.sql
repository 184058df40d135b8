-- What happened in a repository, as those who may read it see it: versions that came, names that went, comments.
create table public.repository_events (
  id uuid primary key default gen_random_uuid(),
  repository_id uuid not null references public.repositories (id) on delete cascade,
  actor_id uuid references public.profiles (id) on delete set null,
  kind text not null check (kind in ('created', 'pushed', 'removed', 'commented', 'shown')),
  -- A branch or tag, as in refs.
  ref text,
  -- The version that a branch or tag is at now, or that a comment is about.
  commit text check (commit ~ '^[0-9a-f]{64}$'),
  -- Versions that came with a push; whom the repository is shown to.
  details jsonb not null default '{}'::jsonb,
  -- A comment's own words, in Markdown.
  body text check (char_length(body) between 1 and 8000),
  created_at timestamptz not null default clock_timestamp(),
  edited_at timestamptz,
  check ((kind = 'commented') = (body is not null))
);
create index repository_events_repository_id_created_at_idx
  on public.repository_events (repository_id, created_at desc, id desc);
create index repository_events_actor_id_idx on public.repository_events (actor_id);

alter table public.repository_events enable row level security;
revoke all on public.repository_events from anon, authenticated, byteos_user, byteos_public;
grant select, insert, update, delete on public.repository_events to service_role;
grant select, delete on public.repository_events to byteos_user;
grant insert (repository_id, actor_id, kind, commit, body) on public.repository_events to byteos_user;
grant update (body, edited_at) on public.repository_events to byteos_user;
create policy repository_events_select on public.repository_events for select to byteos_user
  using ((select app.repository_role(repository_id)) is not null);
create policy repository_events_insert on public.repository_events for insert to byteos_user
  with check (kind = 'commented' and actor_id = (select app.current_user_id())
    and (select app.repository_role(repository_id)) is not null);
create policy repository_events_update on public.repository_events for update to byteos_user
  using (kind = 'commented' and actor_id = (select app.current_user_id())
    and (select app.repository_role(repository_id)) is not null)
  with check (kind = 'commented');
-- One's own, and as an admin of the repository anybody's.
create policy repository_events_delete on public.repository_events for delete to byteos_user
  using (kind = 'commented' and (
    (actor_id = (select app.current_user_id()) and (select app.repository_role(repository_id)) is not null)
    or (select app.repository_role(repository_id)) = 'admin'));

-- Whether the person of a Supabase token may follow a channel: `repository:` and an id that exists for them. The
-- token names no organisation, so each of theirs counts.
create function app.may_follow(topic text) returns boolean
language sql stable security definer set search_path = '' as $$
  select app.is_past_second_step() and exists (
    select from public.repositories r
    where topic = 'repository:' || r.id and r.deleted_at is null and (
      (r.visibility = 'public' and app.current_user_id() is not null)
      or exists (
        select from public.org_members m
        where m.org_id = r.org_id and m.user_id = app.current_user_id() and (
          r.visibility = 'organisation' or m.role = 'admin' or r.owner_id = m.user_id
          or exists (
            select from public.repository_members k
            where k.repository_id = r.id and k.user_id = m.user_id)))))
$$;
revoke execute on function app.may_follow(text) from public;
grant execute on function app.may_follow(text) to authenticated;
create policy byteos_repository_followers on realtime.messages for select to authenticated
  using (extension = 'broadcast' and app.may_follow(realtime.topic()));

-- Tells followers that something happened, and not what: they ask for it as themselves.
create function app.announce_repository_event() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send('{}'::jsonb, 'activity', 'repository:' || coalesce(new.repository_id, old.repository_id), true);
  return null;
end
$$;
revoke execute on function app.announce_repository_event() from public;
create trigger repository_events_announce after insert or update or delete on public.repository_events
  for each row execute function app.announce_repository_event();

-- What happened stays when its doer's account goes; what they wrote goes with it.
create function app.drop_comment_without_author() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.repository_events where id = new.id;
  return null;
end
$$;
revoke execute on function app.drop_comment_without_author() from public;
create trigger repository_events_drop_comment after update of actor_id on public.repository_events
  for each row when (new.kind = 'commented' and new.actor_id is null)
  execute function app.drop_comment_without_author();
