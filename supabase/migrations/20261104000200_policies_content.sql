-- Courses and what they are made of. Admins and creators write, everyone in Studio reads; learners read
-- what is published or what they are enrolled in, and of that only the versions.

grant select on public.skills to byteos_user;
grant insert (id, name, slug, category, parent_skill_id, description, org_id) on public.skills to byteos_user;
grant update (name, slug, category, parent_skill_id, description) on public.skills to byteos_user;
grant delete on public.skills to byteos_user;
create policy skills_select on public.skills for select to byteos_user
  using (org_id is null or org_id = (select app.current_org_id()));
create policy skills_insert on public.skills for insert to byteos_user
  with check (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'));
create policy skills_update on public.skills for update to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'))
  with check (org_id = (select app.current_org_id()));
create policy skills_delete on public.skills for delete to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'));

grant select on public.courses to byteos_user;
grant insert (id, org_id, created_by, title, description, thumbnail_url, template, difficulty,
  estimated_duration_mins, target_skills, tags, settings) on public.courses to byteos_user;
grant update (title, description, thumbnail_url, status, template, difficulty, estimated_duration_mins,
  target_skills, tags, scorm_url, settings, revision, current_version_id, published_at, deleted_at, updated_at)
  on public.courses to byteos_user;
create policy courses_select on public.courses for select to byteos_user
  using (
    org_id = (select app.current_org_id())
    and ((select app.current_org_role()) <> 'learner'
      or status = 'published' and deleted_at is null
      or exists (
        select from public.enrollments e
        where e.course_id = courses.id and e.user_id = (select app.current_user_id()))));
create policy courses_insert on public.courses for insert to byteos_user
  with check (
    org_id = (select app.current_org_id()) and created_by = (select app.current_user_id())
    and (select app.current_org_role()) in ('admin', 'creator'));
create policy courses_update on public.courses for update to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'))
  with check (
    org_id = (select app.current_org_id())
    and (current_version_id is null or exists (
      select from public.course_versions v where v.id = courses.current_version_id and v.course_id = courses.id)));

grant select on public.modules to byteos_user;
grant insert (id, course_id, title, content, modality_variants, order_index, quiz, updated_by, deleted_at)
  on public.modules to byteos_user;
grant update (title, content, modality_variants, order_index, quiz, revision, updated_by, updated_at, deleted_at)
  on public.modules to byteos_user;
create policy modules_select on public.modules for select to byteos_user
  using (
    (select app.current_org_role()) <> 'learner'
    and exists (select from public.courses c where c.id = modules.course_id));
create policy modules_insert on public.modules for insert to byteos_user
  with check (
    (select app.current_org_role()) in ('admin', 'creator')
    and exists (select from public.courses c where c.id = modules.course_id));
create policy modules_update on public.modules for update to byteos_user
  using (
    (select app.current_org_role()) in ('admin', 'creator')
    and exists (select from public.courses c where c.id = modules.course_id))
  with check (exists (select from public.courses c where c.id = modules.course_id));

-- Versions and items are written by the service when a course is published, and never change.
-- Rubrics (item_rubrics) are the service's alone.
grant select on public.course_versions to byteos_user;
create policy course_versions_select on public.course_versions for select to byteos_user
  using (
    org_id = (select app.current_org_id())
    and exists (select from public.courses c where c.id = course_versions.course_id));

grant select on public.items to byteos_user;
create policy items_select on public.items for select to byteos_user
  using (
    org_id = (select app.current_org_id())
    and exists (select from public.courses c where c.id = items.course_id));

grant select, insert, delete on public.item_skills to byteos_user;
create policy item_skills_select on public.item_skills for select to byteos_user
  using (exists (select from public.items i where i.id = item_skills.item_id));
create policy item_skills_insert on public.item_skills for insert to byteos_user
  with check (
    (select app.current_org_role()) in ('admin', 'creator')
    and exists (select from public.items i where i.id = item_skills.item_id)
    and exists (select from public.skills s where s.id = item_skills.skill_id));
create policy item_skills_delete on public.item_skills for delete to byteos_user
  using (
    (select app.current_org_role()) in ('admin', 'creator')
    and exists (select from public.items i where i.id = item_skills.item_id));

-- Source documents are Studio's; pictures and recordings belong to courses, which learners see.
grant select, delete on public.content_assets to byteos_user;
grant insert (id, org_id, uploader_id, type, url, storage_path, metadata) on public.content_assets to byteos_user;
grant update (url, metadata) on public.content_assets to byteos_user;
create policy content_assets_select on public.content_assets for select to byteos_user
  using (
    org_id = (select app.current_org_id())
    and ((select app.current_org_role()) <> 'learner' or type in ('image', 'video', 'audio')));
create policy content_assets_insert on public.content_assets for insert to byteos_user
  with check (
    org_id = (select app.current_org_id()) and uploader_id = (select app.current_user_id())
    and (select app.current_org_role()) in ('admin', 'creator'));
create policy content_assets_update on public.content_assets for update to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'))
  with check (org_id = (select app.current_org_id()));
create policy content_assets_delete on public.content_assets for delete to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'));

grant select, delete on public.documents to byteos_user;
grant insert (id, org_id, created_by, asset_id, title, file_name, format, source_url, byte_size, page_count,
  word_count, language, text_hash, structure) on public.documents to byteos_user;
grant update (title) on public.documents to byteos_user;
create policy documents_select on public.documents for select to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) <> 'learner');
create policy documents_insert on public.documents for insert to byteos_user
  with check (
    org_id = (select app.current_org_id()) and created_by = (select app.current_user_id())
    and (select app.current_org_role()) in ('admin', 'creator'));
create policy documents_update on public.documents for update to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'))
  with check (org_id = (select app.current_org_id()));
create policy documents_delete on public.documents for delete to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'));

grant select, insert on public.document_images to byteos_user;
create policy document_images_select on public.document_images for select to byteos_user
  using (exists (select from public.documents d where d.id = document_images.document_id));
create policy document_images_insert on public.document_images for insert to byteos_user
  with check (
    (select app.current_org_role()) in ('admin', 'creator')
    and exists (select from public.documents d where d.id = document_images.document_id)
    and exists (select from public.content_assets a where a.id = document_images.asset_id));

grant select, insert, delete on public.course_documents to byteos_user;
create policy course_documents_select on public.course_documents for select to byteos_user
  using (
    (select app.current_org_role()) <> 'learner'
    and exists (select from public.courses c where c.id = course_documents.course_id));
create policy course_documents_insert on public.course_documents for insert to byteos_user
  with check (
    (select app.current_org_role()) in ('admin', 'creator')
    and exists (select from public.courses c where c.id = course_documents.course_id)
    and exists (select from public.documents d where d.id = course_documents.document_id));
create policy course_documents_delete on public.course_documents for delete to byteos_user
  using (
    (select app.current_org_role()) in ('admin', 'creator')
    and exists (select from public.courses c where c.id = course_documents.course_id));

grant select on public.imports to byteos_user;
grant insert (id, org_id, created_by, status, inputs, progress) on public.imports to byteos_user;
grant update (status, progress, outline, outline_revision, error, course_id, cancel_requested_at, updated_at)
  on public.imports to byteos_user;
create policy imports_select on public.imports for select to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'));
create policy imports_insert on public.imports for insert to byteos_user
  with check (
    org_id = (select app.current_org_id()) and created_by = (select app.current_user_id())
    and (select app.current_org_role()) in ('admin', 'creator'));
create policy imports_update on public.imports for update to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'))
  with check (
    org_id = (select app.current_org_id())
    and (course_id is null or exists (select from public.courses c where c.id = imports.course_id)));

grant select on public.import_documents to byteos_user;
create policy import_documents_select on public.import_documents for select to byteos_user
  using (exists (select from public.imports i where i.id = import_documents.import_id));

grant select on public.passages to byteos_user;
create policy passages_select on public.passages for select to byteos_user
  using (
    org_id = (select app.current_org_id())
    and ((select app.current_org_role()) <> 'learner'
      or exists (select from public.course_versions v where v.id = passages.course_version_id)));

grant select on public.learning_paths to byteos_user;
grant insert (id, org_id, created_by, title, description, thumbnail_url, courses, target_skills,
  certification_config) on public.learning_paths to byteos_user;
grant update (title, description, thumbnail_url, status, courses, target_skills, certification_config)
  on public.learning_paths to byteos_user;
create policy learning_paths_select on public.learning_paths for select to byteos_user
  using (
    org_id = (select app.current_org_id())
    and ((select app.current_org_role()) <> 'learner' or status = 'published'));
create policy learning_paths_insert on public.learning_paths for insert to byteos_user
  with check (
    org_id = (select app.current_org_id()) and created_by = (select app.current_user_id())
    and (select app.current_org_role()) in ('admin', 'creator'));
create policy learning_paths_update on public.learning_paths for update to byteos_user
  using (org_id = (select app.current_org_id()) and (select app.current_org_role()) in ('admin', 'creator'))
  with check (org_id = (select app.current_org_id()));
