-- What the worker keeps so that figures follow from new events alone, however many there are.
-- Every row can be counted again from the events: nothing here is added to, so counting twice changes nothing.
create table public.learner_course_days (
  course_id uuid not null references public.courses (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  -- In UTC.
  day date not null,
  seconds double precision not null default 0,
  primary key (course_id, day, user_id)
);
create index learner_course_days_user_id_idx on public.learner_course_days (user_id);

-- How far into the events each roll-up has come.
create table public.roll_ups (
  name text primary key,
  seq bigint not null default 0,
  updated_at timestamptz not null default now()
);

alter table public.learner_course_days enable row level security;
alter table public.roll_ups enable row level security;
revoke all on public.learner_course_days, public.roll_ups from anon, authenticated, byteos_user, byteos_public;
grant select, insert, update, delete on public.learner_course_days, public.roll_ups to service_role;
