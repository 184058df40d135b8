-- Every foreign key, and the orders in which lists are read.
create index profiles_org_id_idx on public.profiles (org_id);
create index org_members_user_id_idx on public.org_members (user_id);
create index org_members_org_id_role_idx on public.org_members (org_id, role);
create index invitations_org_id_created_at_idx on public.invitations (org_id, created_at desc);
create index invitations_invited_by_idx on public.invitations (invited_by);
create index invitations_accepted_by_idx on public.invitations (accepted_by);
-- One open invitation an address; sending again renews it.
create unique index invitations_open_key on public.invitations (org_id, lower(email))
  where accepted_at is null and revoked_at is null;

create index skills_parent_skill_id_idx on public.skills (parent_skill_id);
create index skills_org_id_idx on public.skills (org_id);
create index learner_skills_skill_id_idx on public.learner_skills (skill_id);
create index skill_gaps_user_id_idx on public.skill_gaps (user_id);
create index skill_gaps_skill_id_idx on public.skill_gaps (skill_id);

create index courses_org_id_updated_at_idx on public.courses (org_id, updated_at desc) where deleted_at is null;
create index courses_org_id_idx on public.courses (org_id);
create index courses_org_id_published_at_idx on public.courses (org_id, published_at desc)
  where status = 'published' and deleted_at is null;
create index courses_created_by_idx on public.courses (created_by);
create index courses_current_version_id_idx on public.courses (current_version_id);
create index courses_deleted_at_idx on public.courses (deleted_at) where deleted_at is not null;
create index modules_updated_by_idx on public.modules (updated_by);
create index course_versions_org_id_idx on public.course_versions (org_id);
create index course_versions_published_by_idx on public.course_versions (published_by);
create index items_org_id_idx on public.items (org_id);
create index items_course_id_idx on public.items (course_id);
create index item_skills_skill_id_idx on public.item_skills (skill_id);
create index content_assets_org_id_created_at_idx on public.content_assets (org_id, created_at desc);
create index content_assets_uploader_id_idx on public.content_assets (uploader_id);
create index documents_org_id_created_at_idx on public.documents (org_id, created_at desc);
create index documents_created_by_idx on public.documents (created_by);
create index documents_asset_id_idx on public.documents (asset_id);
create index document_images_asset_id_idx on public.document_images (asset_id);
create index imports_org_id_created_at_idx on public.imports (org_id, created_at desc);
create index imports_created_by_idx on public.imports (created_by);
create index imports_course_id_idx on public.imports (course_id);
create index imports_unfinished_idx on public.imports (heartbeat_at) where status in ('queued', 'running', 'building');
create index import_documents_document_id_idx on public.import_documents (document_id);
create index course_documents_document_id_idx on public.course_documents (document_id);
create index passages_org_id_idx on public.passages (org_id);
create index passages_document_id_ordinal_idx on public.passages (document_id, ordinal);
create index passages_course_version_id_ordinal_idx on public.passages (course_version_id, ordinal);
create index passages_tsv_idx on public.passages using gin (tsv);
create index learning_paths_org_id_idx on public.learning_paths (org_id);
create index learning_paths_created_by_idx on public.learning_paths (created_by);

create index enrollments_org_id_created_at_idx on public.enrollments (org_id, created_at desc);
create index enrollments_user_id_last_active_at_idx on public.enrollments (user_id, last_active_at desc nulls last);
create index enrollments_course_id_last_active_at_idx on public.enrollments (course_id, last_active_at desc nulls last);
create index enrollments_path_id_idx on public.enrollments (path_id);
create index enrollments_course_version_id_idx on public.enrollments (course_version_id);
create index enrollments_enrolled_by_idx on public.enrollments (enrolled_by);

create index learning_events_org_id_idx on public.learning_events (org_id);
create index learning_events_course_id_created_at_idx on public.learning_events (course_id, created_at);
create index learning_events_course_version_id_idx on public.learning_events (course_version_id);
create index learning_events_user_id_occurred_at_idx on public.learning_events (user_id, occurred_at);
create index learning_events_help_idx on public.learning_events (user_id, course_id, block_id)
  where event_type = 'hint_request';
-- Rows arrive in the order of time: a few kilobytes of index find a day among millions.
create index learning_events_created_at_idx on public.learning_events using brin (created_at);
create unique index learning_events_seq_key on public.learning_events (seq);

create index attempts_org_id_idx on public.attempts (org_id);
create index attempts_enrollment_id_block_id_idx on public.attempts (enrollment_id, block_id, created_at desc);
create index attempts_item_id_idx on public.attempts (item_id);
create index attempts_course_id_created_at_idx on public.attempts (course_id, created_at);
create index ai_interactions_user_id_created_at_idx on public.ai_interactions (user_id, created_at desc);
create index ai_interactions_course_id_idx on public.ai_interactions (course_id);
create index certifications_org_id_issued_at_idx on public.certifications (org_id, issued_at desc);
create index certifications_user_id_issued_at_idx on public.certifications (user_id, issued_at desc);
create index certifications_path_id_idx on public.certifications (path_id);
create index certifications_course_id_idx on public.certifications (course_id);
create index certifications_course_version_id_idx on public.certifications (course_version_id);
create index compliance_records_org_id_idx on public.compliance_records (org_id, status);
create index compliance_records_user_id_idx on public.compliance_records (user_id);
create index compliance_records_course_id_idx on public.compliance_records (course_id);
create index rate_limits_window_start_idx on public.rate_limits (window_start);
