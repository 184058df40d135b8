import { Rubric } from "@byteos/contracts/question";
import { findCourseSkills } from "@byteos/courseware/skills/find-course-skills";
import { itemRepository } from "@byteos/db/repositories/item.repository";
import { skillRepository } from "@byteos/db/repositories/skill.repository";
import type { Tx } from "@byteos/db/transaction";
import type { PublishedVersion } from "../enrollment/published-version.ts";

/** Links a version that was published before items had skills. Runs with the service's rights. */
export async function linkVersionSkills(tx: Tx, version: PublishedVersion): Promise<void> {
  const items = await itemRepository.listOfVersion(tx, {
    orgId: version.orgId,
    courseVersionId: version.id,
  });
  const rubrics = await itemRepository.listRubrics(tx, { itemIds: items.map(({ id }) => id) });
  const byBlock = new Map(
    items.flatMap(({ id, blockId }) => {
      const rubric = Rubric.safeParse(rubrics.get(id));
      return rubric.success ? [[blockId, rubric.data] as const] : [];
    }),
  );
  await skillRepository.linkVersion(tx, {
    orgId: version.orgId,
    courseVersionId: version.id,
    ...findCourseSkills(version.course, byBlock),
  });
}
