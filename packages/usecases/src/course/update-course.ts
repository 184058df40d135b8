import { CourseId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { CourseTitle } from "./create-course.ts";

const fields = {
  title: CourseTitle,
  description: z.string().trim().max(2_000),
  difficulty: z.enum(["beginner", "intermediate", "advanced"]),
  tags: z.array(z.string().trim().min(1).max(60)).max(20),
};

export const UpdateCourseInput = z.strictObject({
  courseId: CourseId,
  /** The revision that was on the screen. */
  revision: z.int().positive(),
  changes: z.strictObject(fields).partial(),
});

export type UpdateCourseResult =
  | { readonly status: "saved"; readonly revision: number }
  | {
      readonly status: "conflict";
      readonly theirs: {
        readonly revision: number;
        readonly title: string;
        readonly description: string;
      };
    };

/** Changes the course's own fields over the revision that was seen; otherwise nothing is written and the other state comes back. */
export async function updateCourse({ ctx, input }: UseCase): Promise<UpdateCourseResult> {
  requireCapability(ctx, "course.write");
  const { courseId, revision, changes } = UpdateCourseInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId };
  return asUser(ctx, async (tx) => {
    const locked = await courseRepository.lock(tx, ref);
    if (locked.revision !== revision) {
      const { title, description } = await courseRepository.get(tx, ref);
      return { status: "conflict", theirs: { revision: locked.revision, title, description } };
    }
    const { title, description, difficulty, tags } = changes;
    const newRevision = await courseRepository.update(tx, ref, {
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      ...(difficulty === undefined ? {} : { difficulty }),
      ...(tags === undefined ? {} : { tags }),
    });
    return { status: "saved", revision: newRevision };
  });
}
