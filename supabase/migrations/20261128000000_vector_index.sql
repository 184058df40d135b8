-- Passages keep their embedding as real[], which every Postgres has. Where the `vector` extension is to be
-- had (hosted Supabase) it adds an index for the sizes that embedding models have, and the search that
-- uses it. Where it is not, nothing is made here and the apps scan the same rows themselves.
do $migration$
declare
  home text;
  size integer;
begin
  if not exists (select from pg_available_extensions where name = 'vector') then
    return;
  end if;
  create extension if not exists vector with schema extensions;
  select n.nspname into home
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'vector';
  execute format('grant usage on schema %I to byteos_user, service_role', home);

  foreach size in array array[384, 768, 1024, 1536] loop
    execute format(
      'create index passages_embedding_%1$s_idx on public.passages
         using hnsw ((embedding::%2$I.vector(%1$s)) %2$I.vector_cosine_ops)
         where array_length(embedding, 1) = %1$s',
      size, home);
  end loop;

  -- The passages of a version, of documents, or of the whole organisation (both null) that are nearest by
  -- cosine. Dynamic, since an index is used only where the size is written out.
  execute format($create$
    create function app.nearest_passages(
      org uuid, model text, query real[], version uuid, documents uuid[], most integer)
    returns table (passage_id uuid, similarity double precision)
    language plpgsql set search_path = '' as $body$
    begin
      -- Without it the index stops at its nearest few, which may all be outside of what is asked for.
      if (select string_to_array(extversion, '.')::int[] >= array[0, 8] from pg_catalog.pg_extension
          where extname = 'vector') then
        perform set_config('hnsw.iterative_scan', 'strict_order', true);
      end if;
      return query execute format(
        'select p.id, 1 - (p.embedding::%1$I.vector(%%1$s) operator(%1$I.<=>) $1::%1$I.vector(%%1$s))
         from public.passages p
         where p.org_id = $2 and p.embedding_model = $3 and array_length(p.embedding, 1) = %%1$s %%2$s
         order by p.embedding::%1$I.vector(%%1$s) operator(%1$I.<=>) $1::%1$I.vector(%%1$s) limit $6',
        cardinality(query),
        case when version is not null then 'and p.course_version_id = $4'
             when documents is not null then 'and p.document_id = any ($5)' else '' end)
      using query, org, model, version, documents, most;
    end
    $body$
  $create$, home);
end
$migration$;
