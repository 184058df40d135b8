-- Full-text search of published versions, written when they are published and gone with them. One row for
-- each term of a version: four bytes for each passage that has it, the passage's ordinal in the upper three
-- and in the last what the term adds to its BM25 score, before the term's rarity.
create table public.search_sources (
  course_version_id uuid primary key references public.course_versions (id) on delete cascade,
  org_id uuid not null references public.organisations (id) on delete cascade,
  -- The text search configuration whose stemmer made the terms.
  language text not null,
  -- Which way of making terms and scores it follows; older ones are written anew.
  analysis integer not null,
  passage_count integer not null check (passage_count >= 0),
  created_at timestamptz not null default now()
);
create index search_sources_org_id_idx on public.search_sources (org_id);

create table public.search_postings (
  term text not null check (octet_length(term) <= 128),
  course_version_id uuid not null references public.search_sources (course_version_id) on delete cascade,
  passage_count integer not null check (passage_count > 0),
  postings bytea not null,
  primary key (term, course_version_id)
);
create index search_postings_course_version_id_idx on public.search_postings (course_version_id);

alter table public.search_sources enable row level security;
alter table public.search_postings enable row level security;
revoke all on public.search_sources, public.search_postings from anon, authenticated, byteos_user, byteos_public;
grant select on public.search_sources, public.search_postings to byteos_user;
grant select, insert, update, delete on public.search_sources, public.search_postings to service_role;

-- Whoever may read a version may search it, and nobody else.
create policy search_sources_select on public.search_sources for select to byteos_user
  using (
    org_id = (select app.current_org_id())
    and exists (select from public.course_versions v where v.id = search_sources.course_version_id));
create policy search_postings_select on public.search_postings for select to byteos_user
  using (
    exists (
      select from public.search_sources i where i.course_version_id = search_postings.course_version_id));
