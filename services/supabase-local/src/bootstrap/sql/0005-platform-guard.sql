-- The hosted platform lets `postgres` write policies and triggers on the platform's tables, and nothing else.
-- Here the same migration must fail in the same place, not on the day that it is deployed.
create schema if not exists supabase_local authorization supabase_admin;
revoke all on schema supabase_local from public;

create function supabase_local.refuse_platform_changes() returns event_trigger language plpgsql as $$
declare
  command record;
begin
  if session_user <> 'postgres' then
    return;
  end if;
  for command in
    select command_tag, schema_name, object_identity from pg_event_trigger_ddl_commands()
    where schema_name in ('auth', 'storage')
  loop
    if command.command_tag not in ('CREATE POLICY', 'ALTER POLICY', 'CREATE TRIGGER', 'ALTER TRIGGER', 'COMMENT') then
      raise exception 'permission denied: % on % belongs to the platform', command.command_tag, command.object_identity
        using errcode = '42501';
    end if;
  end loop;
end
$$;

create function supabase_local.refuse_platform_drops() returns event_trigger language plpgsql as $$
declare
  dropped record;
begin
  if session_user <> 'postgres' then
    return;
  end if;
  for dropped in
    select object_type, object_identity from pg_event_trigger_dropped_objects()
    where original and schema_name in ('auth', 'storage') and not is_temporary
  loop
    if dropped.object_type not in ('policy', 'trigger') then
      raise exception 'permission denied: dropping % belongs to the platform', dropped.object_identity
        using errcode = '42501';
    end if;
  end loop;
end
$$;

create event trigger refuse_platform_changes on ddl_command_end
  execute function supabase_local.refuse_platform_changes();
create event trigger refuse_platform_drops on sql_drop
  execute function supabase_local.refuse_platform_drops();
