interface HashedItem {
  readonly blockId: string;
  readonly contentHash: string;
}

/** Whether two publications ask the same questions with the same answers; the course's own hash leaves answers out. */
export function isSamePublication(
  before: readonly HashedItem[],
  after: readonly HashedItem[],
): boolean {
  const hashes = new Map(before.map((item) => [item.blockId, item.contentHash]));
  return (
    before.length === after.length &&
    after.every((item) => hashes.get(item.blockId) === item.contentHash)
  );
}
