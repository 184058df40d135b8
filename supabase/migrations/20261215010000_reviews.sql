-- Cards and questions that come back when they are about to be forgotten, and what was said of them each time.
create table public.review_cards (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  org_id uuid not null references public.organisations (id) on delete cascade,
  course_id uuid not null references public.courses (id) on delete cascade,
  module_id uuid not null,
  kind text not null check (kind in ('card', 'question')),
  -- A card's id or a question's block id; both keep from version to version.
  source_id text not null,
  -- Shared by those that give each other away: they are asked on different days.
  sibling_key text not null,
  -- The engine's memory of it.
  memory jsonb not null,
  due_at timestamptz not null,
  is_leech boolean not null default false,
  created_at timestamptz not null default now(),
  unique (user_id, course_id, kind, source_id)
);
create index review_cards_user_id_due_at_idx on public.review_cards (user_id, due_at);
create index review_cards_org_id_idx on public.review_cards (org_id);
create index review_cards_course_id_idx on public.review_cards (course_id);

create table public.review_logs (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null,
  user_id uuid not null references public.profiles (id) on delete cascade,
  review_card_id uuid not null references public.review_cards (id) on delete cascade,
  -- 1 again, 2 hard, 3 good, 4 easy.
  grade smallint not null check (grade between 1 and 4),
  duration_ms integer not null default 0,
  scheduled_days double precision not null,
  -- Chance of recall that was expected; null for the first review and for repeats within a day.
  predicted double precision,
  -- {memory, dueAt, isLeech} before; null where this review made the row.
  before jsonb,
  reviewed_at timestamptz not null default now(),
  undone_at timestamptz,
  unique (user_id, client_id)
);
create index review_logs_review_card_id_idx on public.review_logs (review_card_id);
create index review_logs_user_id_reviewed_at_idx on public.review_logs (user_id, reviewed_at);

-- How the learner's recall departs from the curve, and the step that can still be taken back.
alter table public.learner_states
  add column recall text not null default '',
  -- {clientId, state, recall} before the latest review of a card; null once something else was learned.
  add column undo jsonb;

alter table public.review_cards enable row level security;
alter table public.review_logs enable row level security;
revoke all on public.review_cards, public.review_logs from anon, authenticated, byteos_user, byteos_public;
grant select, insert, update, delete on public.review_cards, public.review_logs to service_role;
grant select on public.review_cards, public.review_logs to byteos_user;
create policy review_cards_select on public.review_cards for select to byteos_user
  using (user_id = (select app.current_user_id()));
create policy review_logs_select on public.review_logs for select to byteos_user
  using (user_id = (select app.current_user_id()));
