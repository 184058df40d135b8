/** The element id of a block, for links and for restoring a reader's place. */
export function blockElementId(blockId: string): string {
  return `block-${blockId}`;
}
