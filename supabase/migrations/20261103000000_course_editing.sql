-- A module that was deleted can be given back with its blocks; the worker removes what stays deleted for 30 days.
-- Its order_index is negative meanwhile, so that the places of the others stay unique.
alter table public.modules add column deleted_at timestamptz;

-- What the publisher wrote about this version.
alter table public.course_versions add column note text not null default '' check (char_length(note) <= 500);
