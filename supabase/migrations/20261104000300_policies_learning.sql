-- Learners' rows. A learner reads their own, in whichever organisation they were made, and may enrol;
-- progress, scores, events and certificates are written by the service within the use case that grades or
-- counts. Managers and admins read the enrolments, certificates and deadlines of their organisation.

grant select on public.enrollments to byteos_user;
grant insert (id, org_id, user_id, path_id, course_id, course_version_id, enrolled_by, due_date)
  on public.enrollments to byteos_user;
grant update (due_date) on public.enrollments to byteos_user;
create policy enrollments_select on public.enrollments for select to byteos_user
  using (
    user_id = (select app.current_user_id())
    or org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'manager'));
create policy enrollments_insert on public.enrollments for insert to byteos_user
  with check (
    org_id = (select app.current_org_id())
    and enrolled_by = (select app.current_user_id())
    and (user_id = (select app.current_user_id()) and due_date is null
      or (select app.current_org_role()) in ('admin', 'manager') and app.is_colleague(user_id))
    and app.is_offered(course_id, course_version_id, path_id));
create policy enrollments_update on public.enrollments for update to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'manager'))
  with check (org_id = (select app.current_org_id()));

grant select on public.completed_blocks, public.resume_positions to byteos_user;
create policy completed_blocks_select on public.completed_blocks for select to byteos_user
  using (exists (
    select from public.enrollments e
    where e.id = completed_blocks.enrollment_id and e.user_id = (select app.current_user_id())));
create policy resume_positions_select on public.resume_positions for select to byteos_user
  using (exists (
    select from public.enrollments e
    where e.id = resume_positions.enrollment_id and e.user_id = (select app.current_user_id())));

grant select on public.learning_events, public.attempts to byteos_user;
create policy learning_events_select on public.learning_events for select to byteos_user
  using (user_id = (select app.current_user_id()));
create policy attempts_select on public.attempts for select to byteos_user
  using (user_id = (select app.current_user_id()));

grant select on public.learner_skills, public.skill_gaps to byteos_user;
create policy learner_skills_select on public.learner_skills for select to byteos_user
  using (user_id = (select app.current_user_id()));
create policy skill_gaps_select on public.skill_gaps for select to byteos_user
  using (user_id = (select app.current_user_id()));

grant select on public.ai_interactions to byteos_user;
grant update (helpful) on public.ai_interactions to byteos_user;
create policy ai_interactions_select on public.ai_interactions for select to byteos_user
  using (user_id = (select app.current_user_id()));
create policy ai_interactions_update on public.ai_interactions for update to byteos_user
  using (user_id = (select app.current_user_id()))
  with check (user_id = (select app.current_user_id()));

grant select on public.certifications, public.compliance_records to byteos_user;
create policy certifications_select on public.certifications for select to byteos_user
  using (
    user_id = (select app.current_user_id())
    or org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'manager'));
create policy compliance_records_select on public.compliance_records for select to byteos_user
  using (
    user_id = (select app.current_user_id())
    or org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'manager'));

-- Figures without names: everyone in Studio.
grant select on public.course_daily_stats, public.course_stats, public.block_stats, public.item_stats to byteos_user;
create policy course_daily_stats_select on public.course_daily_stats for select to byteos_user
  using (
    (select app.current_org_role()) <> 'learner'
    and exists (select from public.courses c where c.id = course_daily_stats.course_id));
create policy course_stats_select on public.course_stats for select to byteos_user
  using (
    (select app.current_org_role()) <> 'learner'
    and exists (select from public.courses c where c.id = course_stats.course_id));
create policy block_stats_select on public.block_stats for select to byteos_user
  using (
    (select app.current_org_role()) <> 'learner'
    and exists (select from public.courses c where c.id = block_stats.course_id));
create policy item_stats_select on public.item_stats for select to byteos_user
  using (
    (select app.current_org_role()) <> 'learner'
    and exists (select from public.courses c where c.id = item_stats.course_id));

-- rate_limits and item_rubrics have no policy: the service alone reads and writes them.
