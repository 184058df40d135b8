"use server";

import { createCourse } from "@byteos/usecases/course/create-course";
import { buildCourse } from "@byteos/usecases/import/build-course";
import { cancelImport } from "@byteos/usecases/import/cancel-import";
import {
  createImportUpload,
  type ImportUpload,
} from "@byteos/usecases/import/create-import-upload";
import { retryImport } from "@byteos/usecases/import/retry-import";
import { saveOutline } from "@byteos/usecases/import/save-outline";
import { startImport } from "@byteos/usecases/import/start-import";
import { importMeans } from "../../lib/import-means.ts";
import { type ActionResult, runMemberAction } from "../../lib/member-action.ts";

export async function createImportUploadAction(
  input: unknown,
): Promise<ActionResult<ImportUpload[]>> {
  return runMemberAction("import.create-upload", (ctx) =>
    createImportUpload({ ctx, input, means: importMeans() }),
  );
}

export async function startImportAction(
  input: unknown,
): Promise<ActionResult<{ importId: string }>> {
  return runMemberAction("import.start", (ctx) =>
    startImport({ ctx, input, means: importMeans() }),
  );
}

export async function saveOutlineAction(
  input: unknown,
): Promise<ActionResult<{ revision: number }>> {
  return runMemberAction("import.save-outline", (ctx) => saveOutline({ ctx, input }));
}

export async function cancelImportAction(
  input: unknown,
): Promise<ActionResult<{ status: string }>> {
  return runMemberAction("import.cancel", (ctx) =>
    cancelImport({ ctx, input, means: importMeans() }),
  );
}

export async function retryImportAction(input: unknown): Promise<ActionResult<void>> {
  return runMemberAction("import.retry", (ctx) =>
    retryImport({ ctx, input, means: importMeans() }),
  );
}

export async function buildCourseAction(input: unknown): Promise<ActionResult<void>> {
  return runMemberAction("import.build-course", (ctx) =>
    buildCourse({ ctx, input, means: importMeans() }),
  );
}

export async function createBlankCourseAction(): Promise<ActionResult<{ courseId: string }>> {
  return runMemberAction("course.create", (ctx) =>
    createCourse({ ctx, input: { title: "Untitled course" } }),
  );
}
