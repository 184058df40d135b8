-- What Byte said unasked: one row a nudge, with what it came from, so that the same is not said twice and a
-- day has few. The words themselves are in ai_interactions.
create table public.tutor_nudges (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  org_id uuid not null references public.organisations (id) on delete cascade,
  interaction_id uuid references public.ai_interactions (id) on delete cascade,
  signal text not null check (signal in ('stuck', 'wrong_in_a_row', 'streak', 'review_due', 'deadline')),
  -- The signal with what it is about: a question, a course, or nothing.
  subject text not null check (char_length(subject) <= 200),
  created_at timestamptz not null default now(),
  dismissed_at timestamptz
);
create index tutor_nudges_user_id_created_at_idx on public.tutor_nudges (user_id, created_at);
create index tutor_nudges_org_id_idx on public.tutor_nudges (org_id);
create index tutor_nudges_interaction_id_idx on public.tutor_nudges (interaction_id);

alter table public.tutor_nudges enable row level security;
revoke all on public.tutor_nudges from anon, authenticated, byteos_user, byteos_public;
grant select on public.tutor_nudges to byteos_user;
grant update (dismissed_at) on public.tutor_nudges to byteos_user;
grant select, insert, update, delete on public.tutor_nudges to service_role;
create policy tutor_nudges_select on public.tutor_nudges for select to byteos_user
  using (user_id = (select app.current_user_id()));
create policy tutor_nudges_update on public.tutor_nudges for update to byteos_user
  using (user_id = (select app.current_user_id()))
  with check (user_id = (select app.current_user_id()));
