-- Accounts on their way out: a row is written in the transaction that ends the memberships, and goes with
-- the account itself. What is left here after a crash is finished by the worker.
create table public.account_erasures (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  requested_at timestamptz not null default now()
);
create index account_erasures_requested_at_idx on public.account_erasures (requested_at);

alter table public.account_erasures enable row level security;
revoke all on public.account_erasures from anon, authenticated, byteos_user, byteos_public;
grant select, insert, update, delete on public.account_erasures to service_role;
grant select on public.account_erasures to byteos_user;
create policy account_erasures_select on public.account_erasures for select to byteos_user
  using (user_id = (select app.current_user_id()));

-- Nobody joins on their way out. The lock waits for an erasure that is being written: it holds the profile.
create function app.refuse_leaving_member() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.profiles p where p.id = new.user_id for key share;
  if exists (select from public.account_erasures e where e.user_id = new.user_id) then
    raise exception 'privacy.erasing' using errcode = 'BY412';
  end if;
  return null;
end
$$;
create trigger refuse_leaving_member after insert on public.org_members
  for each row execute function app.refuse_leaving_member();
revoke execute on function app.refuse_leaving_member() from public;
