-- Learners who let their rated turns with Byte train a model of their organisation; a row is the consent.
create table public.training_consents (
  user_id uuid not null references public.profiles (id) on delete cascade,
  org_id uuid not null references public.organisations (id) on delete cascade,
  given_at timestamptz not null default now(),
  primary key (user_id, org_id)
);
create index training_consents_org_id_idx on public.training_consents (org_id);

alter table public.training_consents enable row level security;
revoke all on public.training_consents from anon, authenticated, byteos_user, byteos_public;
grant select, insert, delete on public.training_consents to byteos_user;
grant select, insert, update, delete on public.training_consents to service_role;
create policy training_consents_select on public.training_consents for select to byteos_user
  using (user_id = (select app.current_user_id()));
create policy training_consents_insert on public.training_consents for insert to byteos_user
  with check (user_id = (select app.current_user_id()) and org_id = (select app.current_org_id()));
create policy training_consents_delete on public.training_consents for delete to byteos_user
  using (user_id = (select app.current_user_id()) and org_id = (select app.current_org_id()));

-- One row a model that was trained or is being trained. No words of anybody are in it.
create table public.fine_tunings (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  created_by uuid references public.profiles (id) on delete set null,
  provider text not null,
  base_model text not null,
  status text not null default 'waiting'
    check (status in ('waiting', 'uploading', 'training', 'ready', 'failed', 'cancelled')),
  training_count integer,
  validation_count integer,
  learner_count integer,
  training_file text,
  validation_file text,
  job text,
  -- The trained model, once it is ready; used while is_in_use.
  model text,
  is_in_use boolean not null default false,
  -- Why it failed, as a code of ours.
  failure text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index fine_tunings_org_id_created_at_idx on public.fine_tunings (org_id, created_at);
create index fine_tunings_created_by_idx on public.fine_tunings (created_by);
-- One at a time, and one in use.
create unique index fine_tunings_open_idx on public.fine_tunings (org_id)
  where status in ('waiting', 'uploading', 'training');
create unique index fine_tunings_in_use_idx on public.fine_tunings (org_id) where is_in_use;

alter table public.fine_tunings enable row level security;
revoke all on public.fine_tunings from anon, authenticated, byteos_user, byteos_public;
grant select on public.fine_tunings to byteos_user;
grant select, insert, update, delete on public.fine_tunings to service_role;
create policy fine_tunings_select on public.fine_tunings for select to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) = 'admin');
