-- Minutes by which the learner's clock was ahead of UTC at a review: where their days began. Reviews before this
-- were counted in days of UTC, and are replayed so.
alter table public.review_logs add column utc_offset_mins smallint not null default 0
  check (utc_offset_mins between -720 and 840);
