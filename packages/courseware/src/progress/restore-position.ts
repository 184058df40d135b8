import type { PublishedCourse } from "@byteos/contracts/module-content";

export interface Position {
  readonly moduleId: string;
  readonly blockId: string;
}
export interface RestoredPosition extends Position {
  /** False when the block is gone and this is the nearest that remains. */
  readonly isExact: boolean;
}

function placesOf(version: Pick<PublishedCourse, "modules">): Position[] {
  return version.modules.flatMap((module) =>
    module.blocks.map((block) => ({ moduleId: module.id, blockId: block.id })),
  );
}

/**
 * Where to open the course. A block that is gone gives the next one that came after it in the version the learner
 * read and still exists, else the one before, else the start of its module, else the start. Null for an empty version.
 */
export function restorePosition(
  position: Position | null,
  version: Pick<PublishedCourse, "modules">,
  readVersion?: Pick<PublishedCourse, "modules">,
): RestoredPosition | null {
  const places = placesOf(version);
  const [start] = places;
  if (start === undefined) return null;
  if (position === null) return { ...start, isExact: true };
  const current = new Map(places.map((place) => [place.blockId, place]));
  const same = current.get(position.blockId);
  if (same) return { ...same, isExact: true };
  const read = readVersion ? placesOf(readVersion) : [];
  const wasAt = read.findIndex((place) => place.blockId === position.blockId);
  if (wasAt >= 0) {
    const neighbours = [...read.slice(wasAt + 1), ...read.slice(0, wasAt).reverse()];
    for (const neighbour of neighbours) {
      const survivor = current.get(neighbour.blockId);
      if (survivor) return { ...survivor, isExact: false };
    }
  }
  const inModule = places.find((place) => place.moduleId === position.moduleId);
  return { ...(inModule ?? start), isExact: false };
}
