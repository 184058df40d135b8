import { asService } from "@byteos/db/as-service";
import { importRepository } from "@byteos/db/repositories/import.repository";
import { buildJob, cleanJob, importJob } from "./import-shape.ts";

export interface UnheldImport {
  readonly importId: string;
  readonly job: typeof importJob | typeof buildJob | typeof cleanJob;
}

/**
 * Imports that wait although no living worker holds them: their worker died, or the queue did not take
 * the order. The rows are the truth; the queue only makes it quick.
 */
export async function findUnheldImports(): Promise<UnheldImport[]> {
  const rows = await asService("find imports whose worker died", (tx) =>
    importRepository.listUnheld(tx),
  );
  return rows.map(({ id, status, isCancelled }) => ({
    importId: id,
    job: isCancelled ? cleanJob : status === "building" ? buildJob : importJob,
  }));
}
