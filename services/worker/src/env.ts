import { tmpdir } from "node:os";
import { DatabaseEnv } from "@byteos/db/env";
import { ModelEnv, SupabaseServiceEnv } from "@byteos/integrations/env";
import { z } from "zod";

export const WorkerEnv = DatabaseEnv.extend(SupabaseServiceEnv.shape)
  .extend(ModelEnv.shape)
  .extend({
    /** Folder for files in passing; the system's own by default. */
    BYTEOS_TEMP_DIR: z.string().min(1).default(tmpdir()),
    BYTEOS_IMPORT_HEAP_MB: z.coerce.number().int().min(256).max(8_192).default(1_024),
    BYTEOS_IMPORTS_AT_ONCE: z.coerce.number().int().min(1).max(8).default(2),
  });
export type WorkerEnv = z.infer<typeof WorkerEnv>;

/** Throws with the names of what is missing or wrong. */
export function readEnv(source: NodeJS.ProcessEnv): WorkerEnv {
  const result = WorkerEnv.safeParse(source);
  if (result.success) return result.data;
  const names = result.error.issues.map((issue) => issue.path.join(".")).join(", ");
  throw new Error(`The worker cannot start: set ${names} (see .env.example)`);
}
