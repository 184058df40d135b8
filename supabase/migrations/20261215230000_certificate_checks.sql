-- One road for everyone who checks a certificate, the page and the edge function alike: counted, then looked up.

/* Counts one hit and says how many the bucket has had in about the last window: the present window in full
   and the one before it by the share that still overlaps. */
create function app.count_hit(bucket text, window_secs integer) returns double precision
language sql volatile set search_path = '' as $$
  with clock as (
    select to_timestamp(floor(extract(epoch from now()) / window_secs) * window_secs) as start,
      1 - mod(extract(epoch from now())::numeric, window_secs) / window_secs as overlap
  ), counted as (
    insert into public.rate_limits as r (bucket, window_start, hits)
    select count_hit.bucket, start, 1 from clock
    on conflict on constraint rate_limits_pkey do update set hits = r.hits + 1
    returning hits
  )
  select (counted.hits + coalesce((
    select before.hits * clock.overlap from public.rate_limits before
    where before.bucket = count_hit.bucket
      and before.window_start = clock.start - make_interval(secs => window_secs)
  ), 0))::double precision
  from counted, clock
$$;

drop function app.certificate_by_code(text);

/* outcome is 'limited', 'unknown' or 'found'; thirty checks a minute from one caller, whose address is kept
   as a hash and no longer than the window counts. */
create function app.check_certificate(code text, caller text)
returns table (outcome text, snapshot jsonb, issued_at timestamptz, expires_at timestamptz,
  revoked_at timestamptz, verification_code text, state text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  hashed text := encode(sha256(convert_to(caller, 'UTF8')), 'hex');
begin
  if app.count_hit('verify:' || left(hashed, 32), 60) > 30 then
    outcome := 'limited';
    return next;
    return;
  end if;
  return query
    select 'found'::text, c.snapshot, c.issued_at, c.expires_at, c.revoked_at, c.verification_code,
      case
        when c.revoked_at is not null then 'revoked'
        when c.expires_at <= now() then 'expired'
        else 'valid'
      end
    from public.certifications c
    where c.verification_code = code;
  if not found then
    outcome := 'unknown';
    return next;
  end if;
end
$$;

revoke execute on function app.count_hit(text, integer), app.check_certificate(text, text) from public;
grant execute on function app.count_hit(text, integer) to service_role;
grant execute on function app.check_certificate(text, text) to byteos_public;

-- Edge functions connect as postgres and take the app's own roles, transaction by transaction.
grant byteos_public, byteos_user to current_user with inherit false, set true;
