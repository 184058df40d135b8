import { z } from "zod";

const uuid = z.uuid();

export const UserId = uuid.brand<"UserId">();
export type UserId = z.infer<typeof UserId>;
export const OrgId = uuid.brand<"OrgId">();
export type OrgId = z.infer<typeof OrgId>;
export const CourseId = uuid.brand<"CourseId">();
export type CourseId = z.infer<typeof CourseId>;
export const ModuleId = uuid.brand<"ModuleId">();
export type ModuleId = z.infer<typeof ModuleId>;
export const CourseVersionId = uuid.brand<"CourseVersionId">();
export type CourseVersionId = z.infer<typeof CourseVersionId>;
export const DocumentId = uuid.brand<"DocumentId">();
export type DocumentId = z.infer<typeof DocumentId>;
export const AssetId = uuid.brand<"AssetId">();
export type AssetId = z.infer<typeof AssetId>;
export const EnrollmentId = uuid.brand<"EnrollmentId">();
export type EnrollmentId = z.infer<typeof EnrollmentId>;
export const ImportId = uuid.brand<"ImportId">();
export type ImportId = z.infer<typeof ImportId>;

/** Ids made in the browser and kept for the life of a block, option or card: 8 to 36 URL-safe characters. */
export const LocalId = z.string().regex(/^[A-Za-z0-9_-]{8,36}$/);
export const BlockId = LocalId.brand<"BlockId">();
export type BlockId = z.infer<typeof BlockId>;
