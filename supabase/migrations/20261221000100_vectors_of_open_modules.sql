-- Vectors are searched in several versions at once, and never in modules that are not open to the reader yet.
-- Only where the `vector` extension is, as before; elsewhere the apps scan the same rows themselves.
do $migration$
declare
  home text;
begin
  if to_regprocedure('app.nearest_passages(uuid, text, real[], uuid, uuid[], integer)') is null then
    return;
  end if;
  drop function app.nearest_passages(uuid, text, real[], uuid, uuid[], integer);
  select n.nspname into home
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'vector';

  -- The passages of versions, of documents, or of the whole organisation (both null) that are nearest by cosine.
  execute format($create$
    create function app.nearest_passages(
      org uuid, model text, query real[], versions uuid[], documents uuid[], closed uuid[], most integer)
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
         where p.org_id = $2 and p.embedding_model = $3 and array_length(p.embedding, 1) = %%1$s %%2$s %%3$s
         order by p.embedding::%1$I.vector(%%1$s) operator(%1$I.<=>) $1::%1$I.vector(%%1$s) limit $7',
        cardinality(query),
        case when versions is not null then 'and p.course_version_id = any ($4)'
             when documents is not null then 'and p.document_id = any ($5)' else '' end,
        case when closed is not null then 'and (p.module_id is null or p.module_id <> all ($6))' else '' end)
      using query, org, model, versions, documents, closed, most;
    end
    $body$
  $create$, home);
end
$migration$;
