-- In which form a learner was advised to study a module, in which they did, and what came of it: the score of a
-- later answer minus what the engine had expected of it. Never what was clicked.
create table public.modality_outcomes (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  course_id uuid not null references public.courses (id) on delete cascade,
  module_id uuid not null,
  topic_kind text not null,
  recommended text not null,
  chosen text not null,
  -- The learner took another form than was advised. Such rows are kept and not counted: who overrules is no accident.
  overruled boolean not null default false,
  -- Chance with which each form would have been advised.
  propensities jsonb not null,
  -- What the advice stood on.
  context jsonb not null default '{}',
  decided_at timestamptz not null default now(),
  chosen_at timestamptz not null default now(),
  reward double precision check (reward between -1 and 1),
  -- Client id of the answer that it was measured by.
  rewarded_by uuid,
  rewarded_at timestamptz
);
-- One that waits for its answer a module.
create unique index modality_outcomes_open_key on public.modality_outcomes (user_id, course_id, module_id)
  where reward is null;
create index modality_outcomes_user_id_idx on public.modality_outcomes (user_id, course_id, module_id, decided_at);
create index modality_outcomes_org_id_idx on public.modality_outcomes (org_id, topic_kind, chosen);
create index modality_outcomes_course_id_idx on public.modality_outcomes (course_id);

alter table public.modality_outcomes enable row level security;
revoke all on public.modality_outcomes from anon, authenticated, byteos_user, byteos_public;
grant select, insert, update, delete on public.modality_outcomes to service_role;
grant select on public.modality_outcomes to byteos_user;
create policy modality_outcomes_select on public.modality_outcomes for select to byteos_user
  using (user_id = (select app.current_user_id()));
