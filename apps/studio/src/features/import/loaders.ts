import { isAppError } from "@byteos/contracts/errors";
import { ImportId } from "@byteos/contracts/ids";
import { roleCan } from "@byteos/contracts/role";
import { loadImport, type ImportView } from "@byteos/usecases/import/load-import";
import { notFound } from "next/navigation";
import { requireMember } from "../../lib/session.ts";

export { loadImport } from "@byteos/usecases/import/load-import";
export { previewSection } from "@byteos/usecases/import/preview-section";

export async function loadImportPage(importId: string): Promise<ImportView> {
  const ctx = await requireMember();
  if (!ImportId.safeParse(importId).success || !roleCan(ctx.actor.role, "document.import")) {
    notFound();
  }
  try {
    return await loadImport({ ctx, input: { importId } });
  } catch (error) {
    if (isAppError(error) && error.kind === "not_found") notFound();
    throw error;
  }
}

export async function loadNewCoursePage(): Promise<void> {
  const ctx = await requireMember();
  if (!roleCan(ctx.actor.role, "document.import")) notFound();
}
