-- What learners of a course should reach in a skill, from courses.target_skills; null for the usual mark.
alter table public.skills add column target_proficiency double precision
  check (target_proficiency between 0.5 and 0.99);

-- What a learner wants to reach, by their own word.
create table public.learner_goals (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  skill_id uuid not null references public.skills (id) on delete cascade,
  target_proficiency double precision not null check (target_proficiency between 0.5 and 0.99),
  -- A day on the learner's calendar; null for some time.
  due_on date,
  created_at timestamptz not null default now(),
  unique (user_id, skill_id)
);
create index learner_goals_skill_id_idx on public.learner_goals (skill_id);

alter table public.learner_goals enable row level security;
revoke all on public.learner_goals from anon, authenticated, byteos_user, byteos_public;
grant select, insert, delete on public.learner_goals to byteos_user;
grant update (target_proficiency, due_on) on public.learner_goals to byteos_user;
grant select, insert, update, delete on public.learner_goals to service_role;
create policy learner_goals_select on public.learner_goals for select to byteos_user
  using (user_id = (select app.current_user_id()));
-- A goal is a skill that the learner can see.
create policy learner_goals_insert on public.learner_goals for insert to byteos_user
  with check (user_id = (select app.current_user_id())
    and exists (select from public.skills s where s.id = skill_id));
create policy learner_goals_update on public.learner_goals for update to byteos_user
  using (user_id = (select app.current_user_id()))
  with check (user_id = (select app.current_user_id()));
create policy learner_goals_delete on public.learner_goals for delete to byteos_user
  using (user_id = (select app.current_user_id()));
