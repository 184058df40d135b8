-- Files: the first segment of a path is the organisation. Members read media, Studio's roles read documents,
-- admins and creators write both. These policies hold for a person's own token straight at storage.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values
  ('media', 'media', false, 104857600, array[
    'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif',
    'video/mp4', 'video/webm', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav', 'audio/webm']),
  ('documents', 'documents', false, 209715200, null)
on conflict (id) do update set
  public = excluded.public,
  file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types;

create function app.object_org(object_name text) returns uuid
language sql immutable set search_path = '' as $$
  select case
    when split_part(object_name, '/', 1) ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
    then split_part(object_name, '/', 1)::uuid
  end
$$;

create function app.may_read_object(bucket text, object_name text) returns boolean
language sql stable set search_path = '' as $$
  select case bucket
    when 'media' then app.is_member(app.object_org(object_name))
    when 'documents' then app.has_role(app.object_org(object_name), array['admin', 'manager', 'creator'])
    else false
  end
$$;

create function app.may_write_object(bucket text, object_name text) returns boolean
language sql stable set search_path = '' as $$
  select bucket in ('media', 'documents') and app.has_role(app.object_org(object_name), array['admin', 'creator'])
$$;

revoke execute on all functions in schema app from public;
-- The only functions of ours that a token of Supabase's own reaches, and only from these policies.
grant execute on function app.current_user_id(), app.is_member(uuid), app.has_role(uuid, text[]),
  app.object_org(text), app.may_read_object(text, text), app.may_write_object(text, text) to authenticated;

create policy byteos_objects_select on storage.objects for select to authenticated
  using (app.may_read_object(bucket_id, name));
create policy byteos_objects_insert on storage.objects for insert to authenticated
  with check (app.may_write_object(bucket_id, name));
create policy byteos_objects_update on storage.objects for update to authenticated
  using (app.may_write_object(bucket_id, name))
  with check (app.may_write_object(bucket_id, name));
create policy byteos_objects_delete on storage.objects for delete to authenticated
  using (app.may_write_object(bucket_id, name));
