import {
  skillRepository,
  type VersionItemRow,
  type VersionSkillRow,
} from "@byteos/db/repositories/skill.repository";
import type { Tx } from "@byteos/db/transaction";
import type { PublishedVersion } from "../enrollment/published-version.ts";

export type LinkedSkill = VersionSkillRow;
export type LinkedItem = VersionItemRow;

export interface VersionSkills {
  readonly courseId: string;
  readonly skills: readonly LinkedSkill[];
  readonly items: readonly LinkedItem[];
}

/** Difficulties move slowly: this old they are as good as new for choosing what to do. */
const freshMs = 5 * 60_000;
const kept = 48;
const cache = new Map<string, { readonly readAtMs: number; readonly value: VersionSkills }>();

/** Skills and questions of a version with their difficulties. Empty for one whose questions nobody has answered since skills came. */
export async function getVersionSkills(
  tx: Tx,
  { id, orgId, course }: PublishedVersion,
): Promise<VersionSkills> {
  const known = cache.get(id);
  const nowMs = Date.now();
  if (known !== undefined && nowMs - known.readAtMs < freshMs) return known.value;
  const { skills, items } = await skillRepository.listOfVersion(tx, { orgId, courseVersionId: id });
  const value = { courseId: course.courseId, skills, items };
  cache.delete(id);
  if (skills.length > 0) cache.set(id, { readAtMs: nowMs, value });
  const [oldest] = cache.keys();
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest);
  return value;
}
