-- What Byte remembers of a learner: the learner's own words, with the turn they were said in. The learner
-- sees, corrects and deletes them; the service adds them.
create table public.tutor_memories (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  fact text not null check (char_length(fact) between 1 and 300),
  evidence_id uuid references public.ai_interactions (id) on delete set null,
  created_at timestamptz not null default now(),
  -- Set when the learner put it in other words.
  corrected_at timestamptz
);
create index tutor_memories_user_id_created_at_idx on public.tutor_memories (user_id, created_at);
create index tutor_memories_evidence_id_idx on public.tutor_memories (evidence_id);

alter table public.tutor_memories enable row level security;
revoke all on public.tutor_memories from anon, authenticated, byteos_user, byteos_public;
grant select, delete on public.tutor_memories to byteos_user;
grant update (fact, corrected_at) on public.tutor_memories to byteos_user;
grant select, insert, update, delete on public.tutor_memories to service_role;
create policy tutor_memories_select on public.tutor_memories for select to byteos_user
  using (user_id = (select app.current_user_id()));
create policy tutor_memories_update on public.tutor_memories for update to byteos_user
  using (user_id = (select app.current_user_id()))
  with check (user_id = (select app.current_user_id()));
create policy tutor_memories_delete on public.tutor_memories for delete to byteos_user
  using (user_id = (select app.current_user_id()));
