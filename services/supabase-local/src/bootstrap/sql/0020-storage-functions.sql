-- Functions of the hosted storage schema that policies and reports call.
create function storage.allow_any_operation(expected_operations text[]) returns boolean language sql stable as $$
  select coalesce(bool_or(
    regexp_replace(expected, '^storage\.', '') = regexp_replace(storage.operation(), '^storage\.', '')
  ), false)
  from unnest(expected_operations) as expected
  where expected <> ''
$$;
create function storage.allow_only_operation(expected_operation text) returns boolean language sql stable as $$
  select storage.allow_any_operation(array[expected_operation])
$$;

create function storage.get_size_by_bucket() returns table (size bigint, bucket_id text) language sql stable as $$
  select sum((objects.metadata ->> 'size')::bigint)::bigint, objects.bucket_id
  from storage.objects group by objects.bucket_id
$$;

-- Tries an insert as the caller and takes it back; the caller tells by the error whether it was let in.
create function storage.can_insert_object(bucketid text, name text, owner uuid, metadata jsonb)
returns void language plpgsql as $$
begin
  insert into storage.objects (bucket_id, name, owner, metadata) values (bucketid, name, owner, metadata);
  raise sqlstate 'PT200' using message = 'ROLLBACK', detail = 'rollback successful insert';
end
$$;

do $$
declare
  signature regprocedure;
begin
  foreach signature in array array[
    'storage.allow_any_operation(text[])', 'storage.allow_only_operation(text)',
    'storage.get_size_by_bucket()', 'storage.can_insert_object(text, text, uuid, jsonb)'
  ]::regprocedure[] loop
    execute format('alter function %s owner to supabase_storage_admin', signature);
    execute format('grant execute on function %s to postgres, anon, authenticated, service_role', signature);
  end loop;
end
$$;
