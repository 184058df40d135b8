-- What renderers have reported, each delivery once; whoever waits for a render reads it here.
create table public.render_callbacks (
  delivery_id uuid primary key,
  render_id uuid not null,
  status text not null check (status in ('finished', 'failed')),
  -- As it was signed, without the ids: output of a finished render, errorCode of a failed one.
  details jsonb not null,
  finished_at timestamptz not null,
  received_at timestamptz not null default now()
);
create index render_callbacks_render_id_idx on public.render_callbacks (render_id, received_at);

-- No policy: the service alone reads and writes them.
alter table public.render_callbacks enable row level security;
revoke all on public.render_callbacks from anon, authenticated, byteos_user, byteos_public, service_role;
grant select, insert on public.render_callbacks to service_role;
