import { z } from "zod";

/** Environment of every process that talks to the database. */
export const DatabaseEnv = z.object({
  /** Address of the login role `byteos_app`; a transaction pooler works. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Connections one process may hold, 1 to 100. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
  DATABASE_STATEMENT_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(15_000),
});
export type DatabaseEnv = z.infer<typeof DatabaseEnv>;
