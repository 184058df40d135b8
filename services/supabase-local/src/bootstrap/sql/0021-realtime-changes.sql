-- What this service asks the database about changes that clients listen to. Types, columns and operands are the
-- project's and the clients' own, so they are handled as the project's owner and never as a superuser.

-- What this role writes is undone, or can be done again: nobody needs to wait for the disk.
alter role supabase_realtime_admin set synchronous_commit to off;

-- A row of the log, whose values are texts, as JSON.
create function supabase_local.read_row(entity regclass, names text[], vals text[]) returns jsonb
language plpgsql security definer set search_path = pg_catalog, extensions, public as $$
declare
  list text;
  result jsonb;
begin
  select string_agg(format('$1[%s]::%s as %I', n.position, format_type(a.atttypid, a.atttypmod), n.name), ', ')
    into list
    from unnest(names) with ordinality n (name, position)
    join pg_attribute a on a.attrelid = entity and a.attname = n.name and not a.attisdropped;
  if list is null then
    return '{}';
  end if;
  execute format('select to_jsonb(r) from (select %s) r', list) into result using vals;
  return result;
end
$$;

-- One condition of a filter, on the text of a value. Null where the comparison is. Only when strict does it throw:
-- a column may have got another type since the filter was taken, and others listen too.
create function supabase_local.matches(val text, type_name text, operator text, operand text, is_negated boolean,
  is_strict boolean)
returns boolean language plpgsql security definer set search_path = pg_catalog, extensions, public as $$
declare
  condition text;
  result boolean;
begin
  condition := case operator
    when 'eq' then '$1::%1$s = $2::%1$s'
    when 'neq' then '$1::%1$s <> $2::%1$s'
    when 'lt' then '$1::%1$s < $2::%1$s'
    when 'lte' then '$1::%1$s <= $2::%1$s'
    when 'gt' then '$1::%1$s > $2::%1$s'
    when 'gte' then '$1::%1$s >= $2::%1$s'
    when 'in' then '$1::%1$s = any ($2::%1$s[])'
    when 'like' then '$1::%1$s like $2'
    when 'ilike' then '$1::%1$s ilike $2'
    when 'match' then '$1::%1$s ~ $2'
    when 'imatch' then '$1::%1$s ~* $2'
    when 'isdistinct' then '$1::%1$s is distinct from $2::%1$s'
    when 'is' then case operand
      when 'null' then '$1::%1$s is null'
      when 'true' then '$1::%1$s is true'
      when 'false' then '$1::%1$s is false'
      when 'unknown' then '$1::%1$s is unknown'
    end
  end;
  if condition is null then
    raise exception 'unsupported filter: % %', operator, operand;
  end if;
  execute format('select ' || condition, type_name) into result using val, operand;
  return case when is_negated then not result else result end;
exception
  when others then
    if is_strict then
      raise;
    end if;
    return false;
end
$$;

-- Throws, with the reason, when nobody could be sent changes for these wishes. Answers how many published
-- tables they speak of.
create function supabase_local.check_subscription(publication name, schema_name text, table_name text, as_role text,
  columns text[], operators text[], operands text[], selected text[])
returns integer language plpgsql as $$
declare
  entity regclass;
  item record;
  entities integer := 0;
begin
  for entity in
    select format('%I.%I', p.schemaname, p.tablename)::regclass from pg_publication_tables p
    where p.pubname = publication and schema_name in ('*', p.schemaname) and table_name in ('*', p.tablename)
  loop
    entities := entities + 1;
    for item in
      select f.name, f.operator, f.operand, format_type(a.atttypid, null) as type_name,
        a.attname is not null and has_column_privilege(as_role, entity, a.attnum, 'select') as is_readable
      from (
        select * from unnest(columns, operators, operands) f (name, operator, operand)
        union all select s, null, null from unnest(selected) s
      ) f
      left join pg_attribute a
        on a.attrelid = entity and a.attname = f.name and a.attnum > 0 and not a.attisdropped
    loop
      if not item.is_readable then
        raise exception 'invalid column for % %', case when item.operator is null then 'select' else 'filter' end,
          item.name;
      end if;
      if item.operator is not null then
        -- A pattern is looked at only when there is something to match.
        perform supabase_local.matches(case when item.operator in ('match', 'imatch') then '' end, item.type_name,
          item.operator, item.operand, false, true);
      end if;
    end loop;
  end loop;
  return entities;
end
$$;

-- A change as clients are told of it, before it is decided who is. Filters are numbered; so are their results.
create function supabase_local.describe_change(entity_oid oid, transaction_id text, names text[], vals text[],
  old_names text[], old_vals text[], is_delete boolean, columns text[], operators text[], operands text[],
  negations boolean[], roles text[],
  out is_secured boolean, out shape jsonb, out record jsonb, out old_record jsonb, out results boolean[],
  out readable jsonb)
language plpgsql as $$
declare
  entity regclass := entity_oid::regclass;
  snapshot pg_snapshot;
begin
  -- A commit is in the log a moment before others see what it has done.
  for attempt in 1..2000 loop
    snapshot := pg_current_snapshot();
    exit when age(transaction_id::xid) > age(pg_snapshot_xmax(snapshot)::xid)
      and not exists (select from pg_snapshot_xip(snapshot) running where running::xid = transaction_id::xid);
    perform pg_sleep(0.001);
  end loop;
  select c.relrowsecurity into is_secured from pg_class c where c.oid = entity_oid;
  select jsonb_agg(
      jsonb_build_object('name', a.attname, 'type', t.typname, 'isKey', coalesce(a.attnum = any(k.indkey), false))
      order by a.attnum)
    into shape
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    left join pg_index k on k.indrelid = entity_oid and k.indisprimary
    where a.attrelid = entity_oid and a.attnum > 0 and not a.attisdropped;
  record := supabase_local.read_row(entity, names, vals);
  old_record := supabase_local.read_row(entity, old_names, old_vals);
  select array_agg(
      case when v.name is null then false
        else supabase_local.matches(v.val, format_type(a.atttypid, null), f.operator, f.operand, f.is_negated, false)
      end order by f.position)
    into results
    from unnest(columns, operators, operands, negations)
      with ordinality f (name, operator, operand, is_negated, position)
    left join pg_attribute a on a.attrelid = entity_oid and a.attname = f.name and not a.attisdropped
    left join unnest(case when is_delete then old_names else names end,
      case when is_delete then old_vals else vals end) v (name, val) on v.name = f.name and a.attname is not null;
  select jsonb_object_agg(r.name, (
      select coalesce(jsonb_agg(a.attname), '[]') from pg_attribute a
      where a.attrelid = entity_oid and a.attnum > 0 and not a.attisdropped
        and has_column_privilege(r.name, entity_oid, a.attnum, 'select')))
    into readable from unnest(roles) r (name) where to_regrole(r.name) is not null;
end
$$;

-- For each who listens, whether the policies of the table let them see the row with this key.
create function supabase_local.find_visible(entity_oid oid, key_names text[], key_vals text[], roles text[],
  claims text[])
returns boolean[] language plpgsql as $$
declare
  question text;
  answer boolean;
  answers boolean[] := '{}';
begin
  -- Literals without a type: who asks may not be allowed to name the type.
  select format('select exists (select from %s where %s)', entity_oid::regclass,
      string_agg(format('%I = %L', k.name, k.val), ' and '))
    into question from unnest(key_names, key_vals) k (name, val);
  for place in 1..cardinality(roles) loop
    answer := false;
    -- A policy that fails on the claims of one must not keep the change from the others.
    begin
      perform supabase_local.become('', roles[place], claims[place], '{}');
      execute question into answer;
      raise exception sqlstate 'RT001';
    exception
      when sqlstate 'RT001' then null;
      when others then answer := false;
    end;
    answers := answers || answer;
  end loop;
  return answers;
end
$$;

alter function supabase_local.read_row(regclass, text[], text[]) owner to postgres;
alter function supabase_local.matches(text, text, text, text, boolean, boolean) owner to postgres;

do $$
declare
  item regprocedure;
begin
  for item in
    select oid::regprocedure from pg_proc
    where pronamespace = 'supabase_local'::regnamespace
      and proname in ('read_row', 'matches', 'check_subscription', 'describe_change', 'find_visible')
  loop
    execute format('revoke all on function %s from public', item);
    execute format('grant execute on function %s to supabase_realtime_admin', item);
  end loop;
end
$$;
