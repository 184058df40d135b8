-- When the collection last looked through a repository.
alter table public.repositories add column collected_at timestamptz;
create index repositories_collected_at_idx on public.repositories (collected_at nulls first);

-- As before, but the collection may write what is still needed of packs again when the quota is reached: it
-- frees more than that a little later.
create or replace function app.count_pack() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  org uuid := case tg_op when 'DELETE' then old.org_id else new.org_id end;
  delta bigint := 0;
  usage public.forge_usages;
begin
  if tg_op <> 'DELETE' and new.state <> 'removing' then delta := delta + new.bytes; end if;
  if tg_op <> 'INSERT' and old.state <> 'removing' then delta := delta - old.bytes; end if;
  if delta = 0 then return null; end if;
  if tg_op = 'DELETE' then
    -- The whole organisation may be on its way out: nothing is made for it anew.
    update public.forge_usages u set stored_bytes = u.stored_bytes + delta where u.org_id = org;
    return null;
  end if;
  insert into public.forge_usages (org_id) values (org) on conflict do nothing;
  update public.forge_usages u set stored_bytes = u.stored_bytes + delta where u.org_id = org
  returning * into usage;
  if delta > 0 and usage.stored_bytes > usage.quota_bytes
    and current_setting('app.is_collecting', true) is distinct from 'yes' then
    raise exception 'forge.quota-exceeded' using errcode = 'BY429';
  end if;
  return null;
end
$$;
