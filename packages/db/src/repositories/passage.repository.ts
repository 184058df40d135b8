import type { Tx } from "../transaction.ts";

export interface NewPassage {
  readonly ordinal: number;
  readonly heading: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly page?: number;
  /** Of a published block; a document's passages have neither. */
  readonly moduleId?: string;
  readonly blockId?: string;
}

interface PassageSource {
  readonly orgId: string;
  /** Hash of the text the passages were cut from: another hash means they are stale. */
  readonly contentHash: string;
}

/** Rows in one statement; beyond this Postgres runs out of parameters. */
const rowsAtOnce = 2_000;

async function addMany(
  tx: Tx,
  source: PassageSource & { documentId?: string; courseVersionId?: string },
  passages: readonly NewPassage[],
): Promise<void> {
  for (let at = 0; at < passages.length; at += rowsAtOnce) {
    await tx.passage.createMany({
      data: passages.slice(at, at + rowsAtOnce).map(({ start, end, ...passage }) => ({
        ...source,
        ...passage,
        startOffset: start,
        endOffset: end,
      })),
    });
  }
}

/** Retrievable spans of documents and published versions; written once with them, by the service. */
export const passageRepository = {
  addOfDocument(
    tx: Tx,
    source: PassageSource & { documentId: string },
    passages: readonly NewPassage[],
  ): Promise<void> {
    return addMany(tx, source, passages);
  },

  addOfVersion(
    tx: Tx,
    source: PassageSource & { courseVersionId: string },
    passages: readonly NewPassage[],
  ): Promise<void> {
    return addMany(tx, source, passages);
  },
};
