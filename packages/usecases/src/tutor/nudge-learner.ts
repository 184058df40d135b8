import { randomUUID } from "node:crypto";
import { chooseNudge, type NudgeSignals } from "@byteos/adaptive/nudge/choose-nudge";
import { AppError } from "@byteos/contracts/errors";
import { BlockId, CourseId } from "@byteos/contracts/ids";
import { TutorNudge } from "@byteos/contracts/tutor";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import {
  tutorNudgeRepository,
  type NudgeRow,
} from "@byteos/db/repositories/tutor-nudge.repository";
import { tutorRepository } from "@byteos/db/repositories/tutor.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { readTutorContext } from "./nudge-settings.ts";
import { readNudgeSignals } from "./nudge-signals.ts";
import { wordNudge } from "./nudge-words.ts";

export const NudgeInput = z.strictObject({
  /** The course that is open; without one the learner is on a page of their own. */
  courseId: CourseId.nullish(),
  blockId: BlockId.nullish(),
  /** How long the block has been on screen without a break. */
  secondsOnBlock: z.int().min(0).max(3_600).default(0),
  timeZone: z.string().max(64).optional(),
});
export const NudgeAnswer = z.strictObject({
  /** Null when there is nothing worth saying, or nothing more today. */
  nudge: TutorNudge.nullable(),
});
export type NudgeAnswer = z.infer<typeof NudgeAnswer>;

export const DismissNudgeInput = z.strictObject({ nudgeId: z.uuid() });
export const DismissedNudge = z.strictObject({ isDismissed: z.literal(true) });
type DismissedNudge = z.infer<typeof DismissedNudge>;

const dayMs = 86_400_000;
const Kept = z.object({ nudge: TutorNudge, courseId: z.string().nullable() });

/**
 * Something to say unasked, from what the learner is doing: at most a few a day, each once, none when they
 * turned nudges off or the course does without Byte. One that was not dismissed is said again where it
 * belongs, as it was.
 */
export async function nudgeLearner({ ctx, input }: UseCase): Promise<NudgeAnswer> {
  requireCapability(ctx, "course.take");
  const parsed = NudgeInput.parse(input);
  const { courseId = null, blockId = null, timeZone = "UTC", secondsOnBlock } = parsed;
  const { orgId, userId } = ctx.actor;
  const now = new Date();
  return asUser(ctx, async (tx): Promise<NudgeAnswer> => {
    if (!(await readTutorContext(tx, userId)).hasNudges) return { nudge: null };
    if (courseId !== null && !(await tutorRepository.isAllowed(tx, { courseId })))
      return { nudge: null };
    const place = { courseId, blockId, secondsOnBlock, timeZone, now };
    const { signals, facts, moduleId } = await readNudgeSignals(tx, ctx, place);
    await elevated(tx, "let a learner's pages take turns", () =>
      tutorNudgeRepository.lockLearner(tx, userId),
    );
    const past = await tutorNudgeRepository.listSince(tx, {
      userId,
      since: new Date(now.getTime() - dayMs),
    });
    const open = stillOpen(past, { courseId, signals });
    if (open !== null) return { nudge: open };
    const chosen = chooseNudge(signals, {
      past: past.map(({ subject, createdAt }) => ({ subject, atMs: createdAt.getTime() })),
      nowMs: now.getTime(),
    });
    if (chosen === null) return { nudge: null };
    const { signal, subject } = chosen;
    const nudge: TutorNudge = { id: randomUUID(), signal, ...wordNudge(signal, facts) };
    await elevated(tx, "keep what Byte said unasked", async () => {
      await tutorRepository.addInteraction(tx, {
        id: nudge.id,
        userId,
        courseId,
        moduleId,
        type: "proactive_nudge",
        message: null,
        response: nudge.words,
        context: { nudge, courseId, signals },
      });
      await tutorNudgeRepository.add(tx, {
        id: nudge.id,
        userId,
        orgId,
        interactionId: nudge.id,
        signal,
        subject,
      });
    });
    return { nudge };
  });
}

/** The latest nudge, while it is neither dismissed nor overtaken, at the place it was said. */
function stillOpen(
  [latest]: readonly NudgeRow[],
  { courseId, signals }: { courseId: string | null; signals: NudgeSignals },
): TutorNudge | null {
  if (latest === undefined || latest.dismissedAt !== null) return null;
  const kept = Kept.safeParse(latest.context).data;
  if (kept === undefined || kept.courseId !== courseId) return null;
  const again = chooseNudge(signals, { past: [], nowMs: latest.createdAt.getTime() });
  return again?.subject === latest.subject ? kept.nudge : null;
}

/** Throws `tutor.nudge-not-found`. */
export async function dismissNudge({ ctx, input }: UseCase): Promise<DismissedNudge> {
  requireCapability(ctx, "course.take");
  const { nudgeId } = DismissNudgeInput.parse(input);
  const isDone = await asUser(ctx, (tx) =>
    tutorNudgeRepository.dismiss(tx, { userId: ctx.actor.userId, nudgeId }),
  );
  if (!isDone) {
    throw new AppError("not_found", "tutor.nudge-not-found", "There is no such nudge any more.");
  }
  return { isDismissed: true };
}
