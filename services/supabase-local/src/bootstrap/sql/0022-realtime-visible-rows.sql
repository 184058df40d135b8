-- For each who listens, which of many rows of one table the policies let them see: one question a person, however
-- many rows were changed together. `keys` holds an array of texts for each row; the answer the places in it, from 1.
create function supabase_local.find_visible_rows(entity_oid oid, key_names text[], keys jsonb, roles text[],
  claims text[])
returns jsonb language plpgsql as $$
declare
  columns text;
  question text;
  places integer[];
  answers jsonb := '[]';
begin
  select string_agg(quote_ident(name), ', ' order by place) into columns
    from unnest(key_names) with ordinality n (name, place);
  -- Literals without a type: who asks may not be allowed to name the type.
  select format('select coalesce(array_agg(seen.place), ''{}'') from '
      '(select case %s end as place from %s where (%s) in (%s)) seen',
      string_agg(format('when (%s) = (%s) then %s', columns, k.literals, k.place), ' '), entity_oid::regclass,
      columns, string_agg(format('(%s)', k.literals), ', '))
    into question
    from (
      select place, (select string_agg(quote_literal(v.value), ', ' order by v.position)
          from jsonb_array_elements_text(key) with ordinality v (value, position)) as literals
      from jsonb_array_elements(keys) with ordinality e (key, place)
    ) k;
  for person in 1..cardinality(roles) loop
    places := null;
    begin
      perform supabase_local.become('', roles[person], claims[person], '{}');
      execute question into places;
      raise exception sqlstate 'RT001';
    exception
      when sqlstate 'RT001' then null;
      when others then places := null;
    end;
    -- A policy that fails on one row must not keep the others from this person.
    if places is null then
      select coalesce(array_agg(e.place), '{}') into places
        from jsonb_array_elements(keys) with ordinality e (key, place)
        where (supabase_local.find_visible(entity_oid, key_names,
          array(select jsonb_array_elements_text(e.key)), roles[person:person], claims[person:person]))[1];
    end if;
    answers := answers || jsonb_build_array(to_jsonb(places));
  end loop;
  return answers;
end
$$;

revoke all on function supabase_local.find_visible_rows(oid, text[], jsonb, text[], text[]) from public;
grant execute on function supabase_local.find_visible_rows(oid, text[], jsonb, text[], text[])
  to supabase_realtime_admin;
