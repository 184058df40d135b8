-- Where browsers were told to put files. A row whose file was taken into use goes; what is left after a day
-- was never used, and the worker removes it with its file.
create table public.staged_uploads (
  bucket text not null check (bucket in ('media', 'documents')),
  path text not null,
  org_id uuid not null references public.organisations (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (bucket, path)
);
create index staged_uploads_org_id_idx on public.staged_uploads (org_id);
create index staged_uploads_created_at_idx on public.staged_uploads (created_at);

alter table public.staged_uploads enable row level security;
revoke all on public.staged_uploads from anon, authenticated, byteos_user, byteos_public;
grant select, insert, update, delete on public.staged_uploads to service_role;
