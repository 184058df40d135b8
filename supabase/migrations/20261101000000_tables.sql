-- The canonical tables and those added for content, learning and organisation.
-- Policies, grants and functions follow in later migrations.

create table public.organisations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 120),
  slug text not null unique check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$'),
  branding jsonb not null default '{}'::jsonb,
  settings jsonb not null default '{}'::jsonb,
  plan text not null default 'free' check (plan in ('free', 'pro', 'enterprise')),
  created_at timestamptz not null default now()
);

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  full_name text not null default '' check (char_length(full_name) <= 200),
  avatar_url text,
  role text not null default 'learner' check (role in ('super_admin', 'org_admin', 'manager', 'creator', 'learner')),
  org_id uuid references public.organisations (id) on delete set null,
  onboarding_complete boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.org_members (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  role text not null check (role in ('admin', 'manager', 'creator', 'learner')),
  joined_at timestamptz not null default now(),
  unique (org_id, user_id)
);

-- The token is stored hashed; the mail alone carries it in clear.
create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  email text not null check (char_length(email) between 3 and 320),
  role text not null check (role in ('admin', 'manager', 'creator', 'learner')),
  token_hash text not null unique,
  invited_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '14 days',
  accepted_at timestamptz,
  accepted_by uuid references public.profiles (id) on delete set null,
  revoked_at timestamptz
);

create table public.learner_profiles (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null unique references public.profiles (id) on delete cascade,
  modality_scores jsonb not null default '{"text":0.5,"video":0.5,"audio":0.5,"mindmap":0.5,"flashcards":0.5,"game":0.5,"feed":0.5}'::jsonb,
  learning_pace text not null default 'medium' check (learning_pace in ('fast', 'medium', 'slow')),
  difficulty_comfort text not null default 'beginner' check (difficulty_comfort in ('beginner', 'intermediate', 'advanced')),
  cognitive_style text,
  preferred_language text not null default 'en',
  avg_session_duration_mins double precision not null default 0,
  avg_completion_rate double precision not null default 0,
  total_learning_minutes double precision not null default 0,
  streak_days integer not null default 0,
  last_active_at timestamptz,
  overall_engagement_score double precision not null default 0,
  next_best_action jsonb,
  ai_tutor_context jsonb not null default '{}'::jsonb,
  updated_at timestamptz not null default now()
);

create table public.skills (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 200),
  slug text not null unique,
  category text,
  parent_skill_id uuid references public.skills (id) on delete set null,
  description text,
  org_id uuid references public.organisations (id) on delete cascade
);

create table public.learner_skills (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  skill_id uuid not null references public.skills (id) on delete cascade,
  proficiency_level double precision not null check (proficiency_level between 0 and 1),
  evidence_count integer not null default 0,
  last_assessed_at timestamptz,
  unique (user_id, skill_id)
);

create table public.skill_gaps (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  skill_id uuid not null references public.skills (id) on delete cascade,
  gap_score double precision not null check (gap_score between 0 and 1),
  identified_at timestamptz not null default now(),
  resolved_at timestamptz
);

create table public.courses (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  created_by uuid references public.profiles (id) on delete set null,
  title text not null check (char_length(title) between 1 and 300),
  description text not null default '',
  thumbnail_url text,
  status text not null default 'draft' check (status in ('draft', 'published', 'archived')),
  template text not null default 'classic',
  difficulty text not null default 'beginner' check (difficulty in ('beginner', 'intermediate', 'advanced')),
  estimated_duration_mins integer not null default 0,
  target_skills jsonb not null default '[]'::jsonb,
  tags text[] not null default '{}',
  scorm_url text,
  settings jsonb not null default '{}'::jsonb,
  -- Moves with every change of title, settings or the order of modules: saves name the revision they saw.
  revision integer not null default 1,
  current_version_id uuid,
  published_at timestamptz,
  -- Set by delete, cleared by undo; the worker removes what stays deleted for 30 days.
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.modules (
  id uuid primary key default gen_random_uuid(),
  course_id uuid not null references public.courses (id) on delete cascade,
  title text not null check (char_length(title) between 1 and 300),
  content jsonb not null default '{"version":1,"blocks":[],"objectives":[],"terms":[],"cards":[]}'::jsonb,
  modality_variants jsonb not null default '{}'::jsonb,
  order_index integer not null,
  quiz jsonb not null default '{}'::jsonb,
  revision integer not null default 1,
  updated_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (course_id, order_index) deferrable initially deferred
);

-- Immutable published snapshots; learners read these and nothing else.
create table public.course_versions (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  course_id uuid not null references public.courses (id) on delete cascade,
  version integer not null check (version > 0),
  content jsonb not null,
  content_hash text not null,
  objectives jsonb not null default '[]'::jsonb,
  block_count integer not null default 0,
  question_count integer not null default 0,
  published_by uuid references public.profiles (id) on delete set null,
  published_at timestamptz not null default now(),
  unique (course_id, version)
);

alter table public.courses
  add constraint courses_current_version_id_fkey
  foreign key (current_version_id) references public.course_versions (id) on delete set null;

-- Published questions. The rubric is readable by the service alone until an attempt is graded.
create table public.items (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  course_id uuid not null references public.courses (id) on delete cascade,
  course_version_id uuid not null references public.course_versions (id) on delete cascade,
  module_id uuid not null,
  block_id text not null,
  kind text not null,
  public_question jsonb not null,
  content_hash text not null,
  created_at timestamptz not null default now(),
  unique (course_version_id, block_id)
);

create table public.item_rubrics (
  item_id uuid primary key references public.items (id) on delete cascade,
  rubric jsonb not null
);

create table public.item_skills (
  item_id uuid not null references public.items (id) on delete cascade,
  skill_id uuid not null references public.skills (id) on delete cascade,
  primary key (item_id, skill_id)
);

create table public.content_assets (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  uploader_id uuid references public.profiles (id) on delete set null,
  type text not null check (type in ('image', 'video', 'audio', 'document', 'scorm')),
  url text,
  storage_path text,
  metadata jsonb not null default '{}'::jsonb,
  created_at timestamptz not null default now()
);

create table public.documents (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  created_by uuid references public.profiles (id) on delete set null,
  asset_id uuid references public.content_assets (id) on delete set null,
  title text not null,
  file_name text not null,
  format text not null check (format in ('pdf', 'docx', 'markdown', 'html')),
  source_url text,
  byte_size bigint not null default 0,
  page_count integer,
  word_count integer not null default 0,
  language text,
  text_hash text not null,
  -- ImportedDocument of the contracts, canonical text included.
  structure jsonb not null,
  created_at timestamptz not null default now()
);

-- Pictures found inside a document, by the key its structure uses.
create table public.document_images (
  document_id uuid not null references public.documents (id) on delete cascade,
  image_key text not null,
  asset_id uuid not null references public.content_assets (id) on delete cascade,
  primary key (document_id, image_key)
);

-- One attempt to turn files or an address into a document and a course outline.
create table public.imports (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  created_by uuid references public.profiles (id) on delete set null,
  status text not null default 'queued' check (status in ('queued', 'running', 'review', 'building', 'done', 'failed', 'cancelled')),
  -- What was given: [{fileName, storagePath, byteSize, mediaType} | {url}]
  inputs jsonb not null,
  -- {step, done, total, detail}: what it is doing now
  progress jsonb not null default '{}'::jsonb,
  outline jsonb,
  outline_revision integer not null default 0,
  -- {code, suggestion}: why it failed, in the interface's own words
  error jsonb,
  course_id uuid references public.courses (id) on delete set null,
  cancel_requested_at timestamptz,
  heartbeat_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.import_documents (
  import_id uuid not null references public.imports (id) on delete cascade,
  document_id uuid not null references public.documents (id) on delete cascade,
  position integer not null,
  primary key (import_id, document_id)
);

-- Which documents a course draws on.
create table public.course_documents (
  course_id uuid not null references public.courses (id) on delete cascade,
  document_id uuid not null references public.documents (id) on delete cascade,
  primary key (course_id, document_id)
);

create table public.passages (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  document_id uuid references public.documents (id) on delete cascade,
  course_version_id uuid references public.course_versions (id) on delete cascade,
  module_id uuid,
  block_id text,
  ordinal integer not null,
  heading text not null default '',
  text text not null,
  start_offset integer not null,
  end_offset integer not null,
  page integer,
  content_hash text not null,
  tsv tsvector generated always as (to_tsvector('english', heading || ' ' || text)) stored,
  embedding real[],
  embedding_model text,
  check (end_offset >= start_offset),
  check (num_nonnulls(document_id, course_version_id) = 1)
);

create table public.learning_paths (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  created_by uuid references public.profiles (id) on delete set null,
  title text not null,
  description text not null default '',
  thumbnail_url text,
  status text not null default 'draft' check (status in ('draft', 'published', 'archived')),
  courses jsonb not null default '[]'::jsonb,
  target_skills jsonb not null default '[]'::jsonb,
  certification_config jsonb not null default '{}'::jsonb,
  created_at timestamptz not null default now()
);

create table public.enrollments (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  path_id uuid references public.learning_paths (id) on delete cascade,
  course_id uuid references public.courses (id) on delete cascade,
  course_version_id uuid references public.course_versions (id) on delete set null,
  enrolled_by uuid references public.profiles (id) on delete set null,
  status text not null default 'not_started' check (status in ('not_started', 'in_progress', 'completed', 'overdue')),
  progress_pct double precision not null default 0 check (progress_pct >= 0 and progress_pct <= 100),
  due_date timestamptz,
  started_at timestamptz,
  completed_at timestamptz,
  last_active_at timestamptz,
  created_at timestamptz not null default now(),
  check (num_nonnulls(path_id, course_id) = 1)
);
create unique index enrollments_user_course_key on public.enrollments (user_id, course_id) where course_id is not null;
create unique index enrollments_user_path_key on public.enrollments (user_id, path_id) where path_id is not null;

-- A block a learner has done: read to its end, or answered. Rows are only ever added.
create table public.completed_blocks (
  enrollment_id uuid not null references public.enrollments (id) on delete cascade,
  block_id text not null,
  module_id uuid not null,
  completed_at timestamptz not null default now(),
  primary key (enrollment_id, block_id)
);

create table public.resume_positions (
  enrollment_id uuid primary key references public.enrollments (id) on delete cascade,
  module_id uuid not null,
  block_id text not null,
  -- Time on the learner's device, so that the latest place wins whichever order events arrive in.
  occurred_at timestamptz not null,
  updated_at timestamptz not null default now()
);

create table public.learning_events (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity,
  client_id uuid not null,
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  course_id uuid references public.courses (id) on delete cascade,
  course_version_id uuid references public.course_versions (id) on delete set null,
  module_id uuid,
  block_id text,
  event_type text not null,
  payload jsonb not null default '{}'::jsonb,
  modality text,
  duration_secs double precision,
  occurred_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  unique (user_id, client_id)
);

create table public.attempts (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null,
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  enrollment_id uuid not null references public.enrollments (id) on delete cascade,
  item_id uuid not null references public.items (id) on delete cascade,
  course_id uuid not null references public.courses (id) on delete cascade,
  block_id text not null,
  answer jsonb not null,
  score double precision not null check (score between 0 and 1),
  is_correct boolean not null,
  hints_used integer not null default 0,
  duration_secs double precision,
  created_at timestamptz not null default now(),
  unique (user_id, client_id)
);

create table public.ai_interactions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  course_id uuid references public.courses (id) on delete set null,
  module_id uuid,
  interaction_type text not null check (interaction_type in ('question', 'hint_request', 'explanation', 'proactive_nudge')),
  user_message text,
  ai_response text,
  context_used jsonb not null default '{}'::jsonb,
  helpful boolean,
  created_at timestamptz not null default now()
);

create table public.certifications (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  path_id uuid references public.learning_paths (id) on delete set null,
  course_id uuid references public.courses (id) on delete set null,
  course_version_id uuid references public.course_versions (id) on delete set null,
  enrollment_id uuid unique references public.enrollments (id) on delete set null,
  -- As it was on the day: {recipientName, organisationName, title, objectives, contentHash, version, estimatedMinutes, score}
  snapshot jsonb not null,
  issued_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  revoked_reason text,
  certificate_url text,
  verification_code text not null unique check (verification_code ~ '^[0-9A-HJKMNP-TV-Z]{20}$')
);

create table public.compliance_records (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  course_id uuid not null references public.courses (id) on delete cascade,
  required_by timestamptz,
  completed_at timestamptz,
  status text not null default 'pending' check (status in ('pending', 'compliant', 'overdue', 'exempt')),
  reminder_sent_at timestamptz
);

-- Hash-chained per organisation; no application role may change or remove a row.
create table public.audit_log (
  id bigint generated always as identity primary key,
  org_id uuid,
  actor_id uuid,
  action text not null,
  target_type text not null,
  target_id text,
  details jsonb not null default '{}'::jsonb,
  request_id text,
  created_at timestamptz not null default now(),
  previous_hash text,
  hash text not null
);

-- Figures that pages read, kept by the worker from events, attempts and completed blocks.
create table public.course_daily_stats (
  course_id uuid not null references public.courses (id) on delete cascade,
  day date not null,
  active_learners integer not null default 0,
  enrolled integer not null default 0,
  completed integer not null default 0,
  primary key (course_id, day)
);

create table public.course_stats (
  course_id uuid primary key references public.courses (id) on delete cascade,
  learners integer not null default 0,
  started integer not null default 0,
  completed integer not null default 0,
  progress_histogram jsonb not null default '[]'::jsonb,
  median_minutes double precision,
  updated_at timestamptz not null default now()
);

create table public.block_stats (
  course_id uuid not null references public.courses (id) on delete cascade,
  module_id uuid not null,
  block_id text not null,
  learners integer not null default 0,
  primary key (course_id, block_id)
);

create table public.item_stats (
  course_id uuid not null references public.courses (id) on delete cascade,
  block_id text not null,
  learners integer not null default 0,
  attempts integer not null default 0,
  correct_first integer not null default 0,
  mean_score double precision not null default 0,
  -- Correlation of this item's first score with the rest of the learner's score, -1 to 1.
  discrimination double precision,
  -- [{answerKey, count}] of the commonest wrong answers
  common_wrong jsonb not null default '[]'::jsonb,
  median_secs double precision,
  primary key (course_id, block_id)
);

-- Sliding-window limits that must hold across processes (verification page, invitations, imports).
create table public.rate_limits (
  bucket text not null,
  window_start timestamptz not null,
  hits integer not null default 0,
  primary key (bucket, window_start)
);
