-- What the engine keeps of each learner and of the questions, moved by every answer in the answer's own transaction.

-- Rows of numbers that the engine reads and writes whole; everything in it follows from the learning events.
create table public.learner_states (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  -- Empty before the first answer.
  state text not null default '',
  updated_at timestamptz not null default now()
);

-- Easiness on the log-odds scale. A question keeps its block id from version to version.
create table public.item_difficulties (
  course_id uuid not null references public.courses (id) on delete cascade,
  block_id text not null,
  easiness double precision not null default 0,
  answers integer not null default 0,
  primary key (course_id, block_id)
);

create table public.skill_difficulties (
  skill_id uuid primary key references public.skills (id) on delete cascade,
  easiness double precision not null default 0,
  answers integer not null default 0
);

-- What should be known before a skill.
create table public.skill_edges (
  skill_id uuid not null references public.skills (id) on delete cascade,
  requires_id uuid not null references public.skills (id) on delete cascade,
  primary key (skill_id, requires_id),
  check (skill_id <> requires_id)
);
create index skill_edges_requires_id_idx on public.skill_edges (requires_id);

-- Four times in five the true value lies between low and high.
alter table public.learner_skills
  add column proficiency_low double precision not null default 0 check (proficiency_low between 0 and 1),
  add column proficiency_high double precision not null default 1 check (proficiency_high between 0 and 1);

-- One open gap a skill.
create unique index skill_gaps_open_key on public.skill_gaps (user_id, skill_id) where resolved_at is null;

alter table public.learner_states enable row level security;
alter table public.item_difficulties enable row level security;
alter table public.skill_difficulties enable row level security;
alter table public.skill_edges enable row level security;
revoke all on public.learner_states, public.item_difficulties, public.skill_difficulties, public.skill_edges
  from anon, authenticated, byteos_user, byteos_public;
grant select, insert, update, delete
  on public.learner_states, public.item_difficulties, public.skill_difficulties, public.skill_edges to service_role;

grant select on public.learner_states to byteos_user;
create policy learner_states_select on public.learner_states for select to byteos_user
  using (user_id = (select app.current_user_id()));
-- Visible with the skills they join.
grant select on public.skill_edges to byteos_user;
create policy skill_edges_select on public.skill_edges for select to byteos_user
  using (
    exists (select from public.skills s where s.id = skill_edges.skill_id)
    and exists (select from public.skills s where s.id = skill_edges.requires_id));
