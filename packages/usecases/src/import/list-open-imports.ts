import { ImportId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { importRepository, type ImportStatus } from "@byteos/db/repositories/import.repository";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { ImportFailure, ImportProgress } from "./import-shape.ts";
import { namesOf } from "./load-import.ts";

export interface OpenImport {
  readonly importId: ImportId;
  readonly status: ImportStatus;
  readonly names: readonly string[];
  readonly progress: ImportProgress;
  readonly failure: ImportFailure | null;
  readonly createdAt: Date;
}

/** The creator's own imports that are running, wait for review or failed, newest first. */
export async function listOpenImports({ ctx }: Pick<UseCase, "ctx">): Promise<OpenImport[]> {
  requireCapability(ctx, "document.import");
  const { orgId, userId } = ctx.actor;
  const rows = await asUser(ctx, (tx) =>
    importRepository.listOpen(tx, { orgId, createdBy: userId }),
  );
  return rows.map((row) => ({
    importId: ImportId.parse(row.id),
    // safe because the column's check constraint knows no other values
    status: row.status as ImportStatus,
    names: namesOf(row.inputs),
    progress: ImportProgress.parse(row.progress),
    failure: ImportFailure.safeParse(row.error).data ?? null,
    createdAt: row.createdAt,
  }));
}
