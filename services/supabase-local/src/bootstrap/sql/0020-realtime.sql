-- The realtime schema as the hosted platform has it: what policies, triggers and functions of a project use.
do $$
begin
  if not exists (select from pg_roles where rolname = 'supabase_realtime_admin') then
    create role supabase_realtime_admin;
  end if;
end
$$;
-- Reads the log of changes, and asks the policies as whoever has joined a channel.
alter role supabase_realtime_admin login noinherit replication;
alter role supabase_realtime_admin set search_path to realtime;
alter role supabase_realtime_admin set statement_timeout to '8s';
grant anon, authenticated, service_role to supabase_realtime_admin;
-- As with storage: owning the table is what lets migrations write policies on it.
grant supabase_realtime_admin to postgres with inherit true, set false;

create schema realtime authorization supabase_admin;
grant all on schema realtime to supabase_realtime_admin;
grant usage on schema realtime to postgres, anon, authenticated, service_role, dashboard_user;

create table realtime.messages (
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp not null default now(),
  inserted_at timestamp not null default now(),
  id uuid not null default gen_random_uuid(),
  binary_payload bytea,
  skip_broadcast boolean not null default false,
  constraint messages_payload_exclusive check (payload is null or binary_payload is null),
  constraint messages_pkey primary key (id, inserted_at)
) partition by range (inserted_at);
-- One machine needs no partition a day: old rows are deleted.
create table realtime.messages_default partition of realtime.messages default;
create index messages_inserted_at_topic_index on realtime.messages (inserted_at desc, topic)
  where extension = 'broadcast' and private is true;
alter table realtime.messages enable row level security;
alter table realtime.messages_default enable row level security;
alter table realtime.messages owner to supabase_realtime_admin;
alter table realtime.messages_default owner to supabase_realtime_admin;
grant all on realtime.messages to postgres, dashboard_user;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;

create publication supabase_realtime_messages_publication for table realtime.messages
  with (publish = 'insert', publish_via_partition_root = true);

create function realtime.topic() returns text language sql stable as $$
  select nullif(current_setting('realtime.topic', true), '')
$$;

-- A broadcast must never be the reason that a transaction of the project fails.
create function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void language plpgsql as $$
declare
  message_id uuid := gen_random_uuid();
begin
  perform set_config('realtime.topic', topic, true);
  if not payload ? 'id' then
    payload := payload || jsonb_build_object('id', message_id);
  end if;
  insert into realtime.messages (id, topic, extension, event, payload, private)
  values (message_id, topic, 'broadcast', event, payload, private);
exception
  when others then
    raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end
$$;

create function realtime.send_binary(payload bytea, event text, topic text, private boolean default true)
returns void language plpgsql as $$
begin
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (topic, extension, event, binary_payload, private)
  values (topic, 'broadcast', event, payload, private);
exception
  when others then
    raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end
$$;

-- For triggers: tells a topic what has become of a row.
create function realtime.broadcast_changes(topic_name text, event_name text, operation text, table_name text,
  table_schema text, new record, old record, level text default 'ROW')
returns void language plpgsql as $$
begin
  if level = 'STATEMENT' then
    raise exception 'Failed to process the row: the trigger must be for each row, not for each statement';
  end if;
  if operation not in ('INSERT', 'UPDATE', 'DELETE') then
    raise exception 'Failed to process the row: unexpected operation %', operation;
  end if;
  perform realtime.send(
    jsonb_build_object('operation', operation, 'schema', table_schema, 'table', table_name,
      'record', to_jsonb(new), 'old_record', to_jsonb(old)),
    event_name,
    topic_name
  );
end
$$;

do $$
declare
  item record;
begin
  for item in select oid::regprocedure as signature from pg_proc where pronamespace = 'realtime'::regnamespace loop
    execute format('alter function %s owner to supabase_realtime_admin', item.signature);
    execute format('grant execute on function %s to postgres, anon, authenticated, service_role, dashboard_user', item.signature);
  end loop;
end
$$;

-- From here on: what this service asks the database, and no part of the hosted platform.
grant usage on schema supabase_local to supabase_realtime_admin;

-- Whoever calls goes on as the given role, to the end of the transaction or of the block.
create function supabase_local.become(topic text, as_role text, claims text, headers text) returns void
language plpgsql as $$
begin
  perform set_config('realtime.topic', topic, true), set_config('request.jwt.claims', claims, true),
    set_config('request.jwt.claim.sub', coalesce(claims::jsonb ->> 'sub', ''), true),
    set_config('request.jwt.claim.role', as_role, true), set_config('request.headers', headers, true);
  perform set_config('role', as_role, true);
end
$$;

-- Policies speak of rows, so there are two for a moment: the block that writes them is always undone.
create function supabase_local.find_readable(channel_topic text, as_role text, claims text, headers text,
  out broadcast boolean, out presence boolean)
language plpgsql as $$
declare
  ids uuid[] := array[gen_random_uuid(), gen_random_uuid()];
begin
  begin
    insert into realtime.messages (id, topic, extension)
    values (ids[1], channel_topic, 'broadcast'), (ids[2], channel_topic, 'presence');
    perform supabase_local.become(channel_topic, as_role, claims, headers);
    select coalesce(bool_or(m.extension = 'broadcast'), false), coalesce(bool_or(m.extension = 'presence'), false)
      into broadcast, presence from realtime.messages m where m.id = any(ids);
    raise exception sqlstate 'RT001';
  exception
    when sqlstate 'RT001' then null;
  end;
end
$$;

create function supabase_local.may_write(channel_topic text, as_role text, claims text, headers text, kind text)
returns boolean language plpgsql as $$
begin
  begin
    perform supabase_local.become(channel_topic, as_role, claims, headers);
    insert into realtime.messages (topic, extension) values (channel_topic, kind);
    raise exception sqlstate 'RT001';
  exception
    when sqlstate 'RT001' then return true;
    when insufficient_privilege then return false;
  end;
end
$$;

do $$
declare
  item regprocedure;
begin
  foreach item in array array[
    'supabase_local.become(text, text, text, text)'::regprocedure,
    'supabase_local.find_readable(text, text, text, text)'::regprocedure,
    'supabase_local.may_write(text, text, text, text, text)'::regprocedure]
  loop
    execute format('revoke all on function %s from public', item);
    execute format('grant execute on function %s to supabase_realtime_admin', item);
  end loop;
end
$$;

create or replace function supabase_local.refuse_platform_changes() returns event_trigger language plpgsql as $$
declare
  command record;
begin
  if session_user <> 'postgres' then
    return;
  end if;
  for command in
    select command_tag, schema_name, object_identity from pg_event_trigger_ddl_commands()
    where schema_name in ('auth', 'storage', 'realtime')
  loop
    if command.command_tag not in ('CREATE POLICY', 'ALTER POLICY', 'CREATE TRIGGER', 'ALTER TRIGGER', 'COMMENT') then
      raise exception 'permission denied: % on % belongs to the platform', command.command_tag, command.object_identity
        using errcode = '42501';
    end if;
  end loop;
end
$$;

create or replace function supabase_local.refuse_platform_drops() returns event_trigger language plpgsql as $$
declare
  dropped record;
begin
  if session_user <> 'postgres' then
    return;
  end if;
  for dropped in
    select object_type, object_identity from pg_event_trigger_dropped_objects()
    where original and schema_name in ('auth', 'storage', 'realtime') and not is_temporary
  loop
    if dropped.object_type not in ('policy', 'trigger') then
      raise exception 'permission denied: dropping % belongs to the platform', dropped.object_identity
        using errcode = '42501';
    end if;
  end loop;
end
$$;
