import { CourseId } from "@byteos/contracts/ids";
import type { PublishedCourse } from "@byteos/contracts/module-content";
import { readPublishedCourse } from "@byteos/courseware/blocks/read-module-content";
import { asUser } from "@byteos/db/as-user";
import { courseVersionRepository } from "@byteos/db/repositories/course-version.repository";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const LoadVersionInput = z.strictObject({ courseId: CourseId, version: z.int().positive() });

export interface LoadedVersion {
  readonly version: number;
  readonly content: PublishedCourse;
  readonly contentHash: string;
  readonly note: string;
  readonly publishedAt: Date;
  readonly publishedBy: string | null;
}

/** One published version as learners read it. */
export async function loadVersion({ ctx, input }: UseCase): Promise<LoadedVersion> {
  requireCapability(ctx, "course.read");
  const { courseId, version } = LoadVersionInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId };
  return asUser(ctx, async (tx) => {
    await courseRepository.get(tx, ref);
    const found = await courseVersionRepository.get(tx, { ...ref, version });
    return {
      version: found.version,
      content: readPublishedCourse(found.content),
      contentHash: found.contentHash,
      note: found.note,
      publishedAt: found.publishedAt,
      publishedBy: found.publishedByProfile?.fullName ?? null,
    };
  });
}
