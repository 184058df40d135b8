import { z } from "zod";

/** What reading and hashing everything again found, as it is kept with the repository. */
export const StoredVerification = z.object({
  isGood: z.boolean(),
  packs: z.number(),
  chunks: z.number(),
  rawBytes: z.number(),
  commits: z.number(),
  damagedPacks: z.array(z.object({ pack: z.string(), reason: z.string() })),
  affectedFiles: z.array(z.object({ path: z.string(), commit: z.string() })),
  unreadableCommits: z.array(z.string()),
});
export type StoredVerification = z.infer<typeof StoredVerification>;
