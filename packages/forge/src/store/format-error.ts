import { AppError } from "@byteos/contracts/errors";

/** Stored bytes that are not what the format says: damage, or somebody's forgery. */
export function damaged(what: string, details: Readonly<Record<string, unknown>> = {}): AppError {
  return new AppError("internal", "forge.damaged", `Stored data is damaged: ${what}.`, {
    details,
    suggestion: "Run verify to see which files are affected.",
  });
}

export function missingChunk(name: string): AppError {
  return new AppError("not_found", "forge.missing-chunk", `Chunk ${name} is not in this store.`, {
    suggestion: "Run verify to see which files are affected.",
  });
}
