-- Each entry's hash covers the entry and the hash before it, per organisation: taking one out or changing
-- one breaks every hash after it. The database alone numbers, times and chains.
create unique index audit_log_org_id_previous_hash_key
  on public.audit_log (org_id, previous_hash) nulls not distinct;
create index audit_log_org_id_id_idx on public.audit_log (org_id, id);

create function app.audit_hash(entry public.audit_log) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(
    coalesce(entry.previous_hash, '') || jsonb_build_object(
      'id', entry.id,
      'org_id', entry.org_id,
      'actor_id', entry.actor_id,
      'action', entry.action,
      'target_type', entry.target_type,
      'target_id', entry.target_id,
      'details', entry.details,
      'request_id', entry.request_id,
      'created_at', to_char(entry.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text,
    'UTF8')), 'hex')
$$;

-- The lock makes writers of one organisation's log take turns until they commit; the number is drawn under
-- it, so that the order of ids is the order of the chain.
create function app.chain_audit_entry() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('audit_log:' || coalesce(new.org_id::text, ''), 0));
  new.id := nextval(pg_get_serial_sequence('public.audit_log', 'id'));
  new.created_at := clock_timestamp();
  new.previous_hash := (
    select a.hash from public.audit_log a
    where a.org_id is not distinct from new.org_id
    order by a.id desc limit 1);
  new.hash := app.audit_hash(new);
  return new;
end
$$;
create trigger chain_audit_entry before insert on public.audit_log
  for each row execute function app.chain_audit_entry();

create function app.refuse_audit_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'audit.append-only' using errcode = 'BY403';
end
$$;
create trigger refuse_audit_change before update or delete on public.audit_log
  for each row execute function app.refuse_audit_change();
create trigger refuse_audit_truncate before truncate on public.audit_log
  for each statement execute function app.refuse_audit_change();

-- First entry that does not follow from the one before it, or null. For admins of the organisation.
create function app.first_broken_audit_entry(org uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select a.id
  from (
    select l as entry, l.id, l.hash, l.previous_hash, lag(l.hash) over (order by l.id) as expected
    from public.audit_log l where l.org_id is not distinct from org
  ) a
  where (app.has_role(org, array['admin']) or app.current_user_id() is null)
    and (a.hash <> app.audit_hash(a.entry) or a.previous_hash is distinct from a.expected)
  order by a.id limit 1
$$;

revoke execute on all functions in schema app from public;
grant execute on function app.first_broken_audit_entry(uuid) to byteos_user, service_role;
