-- Which migrations a database has, for whoever checks an installation with the apps' own address.
create function app.applied_migrations() returns setof text
language plpgsql stable security definer set search_path = '' as $$
begin
  return query select version from supabase_migrations.schema_migrations order by 1;
end
$$;
revoke execute on function app.applied_migrations() from public;
grant execute on function app.applied_migrations() to service_role;
