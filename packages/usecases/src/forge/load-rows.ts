import { AppError } from "@byteos/contracts/errors";
import type { RowPage } from "@byteos/contracts/file-inspection";
import { z } from "zod";
import type { UseCase } from "../use-case.ts";
import type { LookMeans } from "./look-means.ts";
import { FilePlace, openRepositoryFile } from "./read-file.ts";

export const LoadRowsInput = FilePlace.extend({
  cursor: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(500).default(100),
});

/** Some rows of a table file. Throws not_found `forge.no-table` for other files. */
export async function loadRows({
  ctx,
  input,
  means,
}: UseCase & { readonly means: LookMeans }): Promise<RowPage> {
  const { cursor, count, ...place } = LoadRowsInput.parse(input);
  const { source } = await openRepositoryFile({ ctx, input: place, means });
  const rows = await means.look({ kind: "rows", path: place.path, cursor, count }, [source]);
  if (rows === null) throw new AppError("not_found", "forge.no-table", "This file is no table.");
  return rows;
}
