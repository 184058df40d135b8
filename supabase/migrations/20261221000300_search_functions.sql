-- What a search reads, as functions: they run with the rights of who asks, and their plans, which the policies
-- make long, are made once a connection instead of once a search.

-- Whoever may search a version may read its postings. Versions are looked up once a search, not once a term.
drop policy search_postings_select on public.search_postings;
create policy search_postings_select on public.search_postings for select to byteos_user
  using (course_version_id in (select i.course_version_id from public.search_sources i));

-- One row for each version in scope and term of the query, with or without postings. Without a version: the
-- one that each published course has now.
create function app.find_postings(org uuid, version uuid, words text)
returns table (
  course_version_id uuid, language text, size integer, term text, passage_count integer, postings bytea)
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan as $$
begin
  if version is null then
    return query
      with searched as materialized (
        select i.course_version_id, i.language, i.passage_count from public.search_sources i
        where i.org_id = org and i.course_version_id in (
          select c.current_version_id from public.courses c
          where c.org_id = org and c.status = 'published' and c.deleted_at is null)
      ), wanted as materialized (
        select l.language, t.term
        from (select distinct s.language from searched s) l,
          unnest(tsvector_to_array(to_tsvector(('pg_catalog.' || l.language)::regconfig, words))) as t(term)
      )
      select s.course_version_id, s.language, s.passage_count, w.term, coalesce(p.passage_count, 0), p.postings
      from searched s
      left join wanted w on w.language = s.language
      left join public.search_postings p on p.term = w.term and p.course_version_id = s.course_version_id;
  else
    return query
      with searched as materialized (
        select i.course_version_id, i.language, i.passage_count from public.search_sources i
        where i.org_id = org and i.course_version_id = version
      )
      select s.course_version_id, s.language, s.passage_count, w.term, coalesce(p.passage_count, 0), p.postings
      from searched s
      cross join lateral unnest(
        tsvector_to_array(to_tsvector(('pg_catalog.' || s.language)::regconfig, words))) as w(term)
      left join public.search_postings p on p.term = w.term and p.course_version_id = s.course_version_id;
  end if;
end
$$;

-- The passages at some places, `[{"at", "v", "o"}]`: where it stands in the list, version, ordinal.
create function app.read_found_passages(org uuid, places jsonb)
returns table (
  at integer, id uuid, course_version_id uuid, module_id uuid, block_id text, heading text, text text,
  start_offset integer, end_offset integer, content_hash text)
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan as $$
begin
  return query
    select w.at, p.id, p.course_version_id, p.module_id, p.block_id, p.heading, p.text, p.start_offset,
      p.end_offset, p.content_hash
    from jsonb_to_recordset(places) as w(at integer, v uuid, o integer)
    join public.passages p on p.course_version_id = w.v and p.ordinal = w.o
    where p.org_id = org order by w.at;
end
$$;

revoke execute on function app.find_postings(uuid, uuid, text), app.read_found_passages(uuid, jsonb) from public;
grant execute on function app.find_postings(uuid, uuid, text), app.read_found_passages(uuid, jsonb)
  to byteos_user, service_role;
