import { elevated } from "@byteos/db/as-service";
import { skillRepository } from "@byteos/db/repositories/skill.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";

/** What learners of a course should reach in its skills, 0 to 1. */
export const TargetProficiency = z.number().min(0.5).max(0.99);

const TargetSkills = z.array(z.object({ skill_id: z.uuid(), target_proficiency: z.number() }));

/** What `courses.target_skills` says; null for the usual mark, and where it cannot be read. */
export function readTargetProficiency(targetSkills: unknown): number | null {
  return TargetSkills.safeParse(targetSkills).data?.[0]?.target_proficiency ?? null;
}

/** Sets it for every skill that a version exercises. The caller may publish the course and holds its lock. */
export async function setCourseTarget(
  tx: Tx,
  course: { orgId: string; courseId: string; courseVersionId: string; target: number | null },
): Promise<void> {
  await elevated(tx, "say what learners of a course should reach", (service) =>
    skillRepository.setCourseTarget(service, course),
  );
}
