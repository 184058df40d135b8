import { AppError } from "@byteos/contracts/errors";
import { PublishedCourse, type PublishedModule } from "@byteos/contracts/module-content";
import { isCountable } from "@byteos/courseware/progress/progress";
import { catalogueRepository } from "@byteos/db/repositories/catalogue.repository";
import type { Tx } from "@byteos/db/transaction";

export interface BlockPlace {
  readonly moduleId: PublishedModule["id"];
  readonly isQuestion: boolean;
  readonly isCountable: boolean;
}

export interface PublishedVersion {
  readonly id: string;
  readonly orgId: string;
  readonly version: number;
  readonly contentHash: string;
  readonly publishedAt: Date;
  readonly course: PublishedCourse;
  readonly blocks: ReadonlyMap<string, BlockPlace>;
  readonly moduleIds: ReadonlySet<string>;
  readonly questionCount: number;
}

const kept = 48;
// Versions never change, so what was read and parsed once stays good; oldest use goes first.
const cache = new Map<string, PublishedVersion>();

/** A published version with an index of its blocks. Throws `version.not-found`. */
export async function getPublishedVersion(
  tx: Tx,
  { orgId, courseVersionId }: { orgId: string; courseVersionId: string },
): Promise<PublishedVersion> {
  const known = cache.get(courseVersionId);
  if (known !== undefined && known.orgId === orgId) {
    cache.delete(courseVersionId);
    cache.set(courseVersionId, known);
    return known;
  }
  const row = await catalogueRepository.findVersion(tx, { orgId, courseVersionId });
  if (row === null) {
    throw new AppError(
      "not_found",
      "version.not-found",
      "This version of the course does not exist.",
    );
  }
  const course = PublishedCourse.parse(row.content);
  const blocks = new Map<string, BlockPlace>();
  let questionCount = 0;
  for (const module of course.modules) {
    for (const block of module.blocks) {
      const isQuestion = block.type === "question";
      if (isQuestion) questionCount += 1;
      blocks.set(block.id, { moduleId: module.id, isQuestion, isCountable: isCountable(block) });
    }
  }
  const version: PublishedVersion = {
    id: row.id,
    orgId,
    version: row.version,
    contentHash: row.contentHash,
    publishedAt: row.publishedAt,
    course,
    blocks,
    moduleIds: new Set(course.modules.map((module) => module.id)),
    questionCount,
  };
  cache.set(courseVersionId, version);
  const [oldest] = cache.keys();
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest);
  return version;
}
