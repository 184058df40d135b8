-- What the engine's models have learned, with where each version came from.
create table public.model_parameters (
  id uuid primary key default gen_random_uuid(),
  -- mastery: what all learners share; recall: one learner's forgetting.
  model text not null check (model in ('mastery', 'recall')),
  -- All null: what an installation starts with. An organisation's weights that hold for any course, those of the
  -- items and skills of one course, or one learner's own.
  org_id uuid references public.organisations (id) on delete cascade,
  course_id uuid references public.courses (id) on delete cascade,
  user_id uuid references public.profiles (id) on delete cascade,
  version integer not null,
  -- The version that learning went on from.
  started_from uuid references public.model_parameters (id) on delete restrict,
  parameters jsonb not null,
  fitted_by text not null,
  fitted_at timestamptz not null default now(),
  -- Answers or reviews that it was learned from.
  evidence_count integer not null default 0,
  -- How it was judged before it was taken, and whether it was.
  measures jsonb not null default '{}',
  is_adopted boolean not null default true,
  check (num_nonnulls(org_id, course_id, user_id) <= 1)
);
create unique index model_parameters_shipped_key on public.model_parameters (model, version)
  where org_id is null and course_id is null and user_id is null;
create unique index model_parameters_org_id_key on public.model_parameters (org_id, model);
create unique index model_parameters_course_id_key on public.model_parameters (course_id, model);
create unique index model_parameters_user_id_key on public.model_parameters (user_id, model, version);
create index model_parameters_started_from_idx on public.model_parameters (started_from);

-- Answers on their way into the weights: added in the answer's own transaction, which therefore waits for nobody
-- else's, and taken in by the worker in the order of `fold` and `id`.
create table public.model_steps (
  id bigint generated always as identity primary key,
  org_id uuid not null references public.organisations (id) on delete cascade,
  course_id uuid not null references public.courses (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  -- {dense, sparse, score, weight}
  step jsonb not null,
  -- The organisation's version that took it in; null while it waits.
  fold integer
);
create index model_steps_org_id_idx on public.model_steps (org_id, fold, id);
create index model_steps_course_id_idx on public.model_steps (course_id);
create index model_steps_user_id_idx on public.model_steps (user_id);
create index model_steps_waiting_idx on public.model_steps (org_id) where fold is null;

alter table public.model_parameters enable row level security;
alter table public.model_steps enable row level security;
revoke all on public.model_parameters, public.model_steps from anon, authenticated, byteos_user, byteos_public;
grant select, insert, update, delete on public.model_parameters, public.model_steps to service_role;
grant select on public.model_parameters, public.model_steps to byteos_user;
create policy model_parameters_select on public.model_parameters for select to byteos_user
  using (user_id = (select app.current_user_id()));
create policy model_steps_select on public.model_steps for select to byteos_user
  using (user_id = (select app.current_user_id()));
