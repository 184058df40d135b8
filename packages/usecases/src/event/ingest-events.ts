import { AppError } from "@byteos/contracts/errors";
import { LearningEventInput, maxEventsPerBatch } from "@byteos/contracts/learning-event";
import { moduleForms } from "@byteos/courseware/modality/module-forms";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import {
  learningEventRepository,
  type StoredEvent,
} from "@byteos/db/repositories/learning-event.repository";
import { modalityOutcomeRepository } from "@byteos/db/repositories/modality-outcome.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { completionGate } from "../enrollment/completion-order.ts";
import { countProgress, CourseProgress } from "../enrollment/count-progress.ts";
import { getPublishedVersion, type PublishedVersion } from "../enrollment/published-version.ts";
import type { UseCase } from "../use-case.ts";
import { correctDeviceTime, utcOffsetMins } from "./learner-clock.ts";

/** The batch is parsed here, each event by itself below: one bad event must not hold up the others. */
export const IngestEventsInput = z.object({
  events: z
    .array(z.unknown().meta({ description: "A learning event, each judged by itself." }))
    .min(1)
    .max(maxEventsPerBatch),
  /** What the device's clock says while it sends. */
  deviceTime: z.iso.datetime().optional(),
  timeZone: z.string().max(64).optional(),
});

export const eventRejections = ["invalid", "server-only", "not-enrolled", "unknown-place"] as const;
export type EventRejection = (typeof eventRejections)[number];

export const IngestResult = z.strictObject({
  /** Stored now or earlier: the device may forget them. */
  accepted: z.array(z.string()),
  /** Will never be accepted: the device may forget them too. Null where the event has no readable id. */
  rejected: z.array(
    z.strictObject({ clientId: z.string().nullable(), code: z.enum(eventRejections) }),
  ),
  progress: z.array(CourseProgress),
});
export type IngestResult = z.infer<typeof IngestResult>;

const serverOnly: ReadonlySet<string> = new Set([
  "quiz_attempt",
  "hint_request",
  "card_review",
  "review_undo",
]);
const ClientId = z.object({ clientId: z.uuid() });

/**
 * Stores a learner's events, each once, with what follows from them: completed blocks, progress, the place
 * to resume, the learner's activity, and the certificate when the course is complete. All or nothing in the
 * database; what cannot be stored is named, and replaying a batch changes nothing.
 */
export async function ingestEvents({ ctx, input }: UseCase): Promise<IngestResult> {
  requireCapability(ctx, "course.take");
  const batch = IngestEventsInput.safeParse(input);
  if (!batch.success) {
    throw new AppError("validation", "event.invalid-batch", "This is not a batch of events.", {
      cause: batch.error,
    });
  }
  const now = new Date();
  const { deviceTime, timeZone, events } = batch.data;
  const deviceNow = deviceTime === undefined ? null : new Date(deviceTime);
  const rejected: { clientId: string | null; code: EventRejection }[] = [];
  const parsed: LearningEventInput[] = [];
  for (const raw of events) {
    const event = LearningEventInput.safeParse(raw);
    if (!event.success) {
      rejected.push({ clientId: ClientId.safeParse(raw).data?.clientId ?? null, code: "invalid" });
    } else if (serverOnly.has(event.data.type)) {
      rejected.push({ clientId: event.data.clientId, code: "server-only" });
    } else parsed.push(event.data);
  }
  if (parsed.length === 0) return { accepted: [], rejected, progress: [] };

  const { orgId, userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const courseIds = [...new Set(parsed.map((event) => event.courseId))];
    const enrollments = await enrollmentRepository.findForCourses(tx, { orgId, userId, courseIds });
    const places = new Map<string, EventPlace>();
    for (const enrollment of enrollments) {
      const { id, courseId, courseVersionId } = enrollment;
      const version = await getPublishedVersion(tx, { orgId, courseVersionId });
      const mayComplete = await completionGate(tx, { enrollment, version });
      places.set(courseId, { enrollmentId: id, version, mayComplete });
    }
    const refused = [...rejected];
    const stored: StoredEvent[] = [];
    for (const event of parsed) {
      const place = places.get(event.courseId);
      if (place === undefined) {
        refused.push({ clientId: event.clientId, code: "not-enrolled" });
        continue;
      }
      const storedEvent = placeEvent(event, place, { deviceNow, now });
      if (storedEvent === null) refused.push({ clientId: event.clientId, code: "unknown-place" });
      else stored.push(storedEvent);
    }
    if (stored.length === 0) return { accepted: [], rejected: refused, progress: [] };
    const progress = await elevated(tx, "store a learner's events and progress", async () => {
      const writer = { orgId, userId, utcOffsetMins: utcOffsetMins(timeZone ?? "UTC", now) };
      const { progressed } = await learningEventRepository.addOnce(tx, writer, stored);
      for (const event of stored) await takeForm(tx, { userId, places }, event);
      const counted: CourseProgress[] = [];
      for (const enrollmentId of [...progressed].sort()) {
        counted.push(await countProgress(tx, ctx, { enrollmentId }));
      }
      return counted;
    });
    return { accepted: stored.map((event) => event.clientId), rejected: refused, progress };
  });
}

/** A learner who takes another form of a module than the one advised has the last word on it. */
async function takeForm(
  tx: Tx,
  { userId, places }: { userId: string; places: ReadonlyMap<string, EventPlace> },
  { type, courseId, moduleId, modality, occurredAt: at }: StoredEvent,
): Promise<void> {
  if (type !== "modality_switch" || moduleId === null || modality === null) return;
  const modules = places.get(courseId)?.version.course.modules ?? [];
  const module = modules.find(({ id }) => id === moduleId);
  if (module === undefined || !moduleForms(module).some((form) => form === modality)) return;
  await modalityOutcomeRepository.choose(tx, { userId, courseId, moduleId, modality, at });
}

interface EventPlace {
  readonly enrollmentId: string;
  readonly version: PublishedVersion;
  /** Whether a block may be done now, where the course keeps its order; remembers those it let pass. */
  readonly mayComplete: (blockId: string) => boolean;
}

/**
 * The event with its block's own module; null when the version the learner takes has neither. A module or
 * block of a newer or older version is dropped, since progress is counted in the learner's version alone.
 */
function placeEvent(
  event: LearningEventInput,
  { enrollmentId, version, mayComplete }: EventPlace,
  clock: { deviceNow: Date | null; now: Date },
): StoredEvent | null {
  const block = event.blockId === null ? undefined : version.blocks.get(event.blockId);
  if (event.blockId !== null && block === undefined) return null;
  const moduleId = block?.moduleId ?? event.moduleId;
  if (moduleId !== null && !version.moduleIds.has(moduleId)) return null;
  return {
    clientId: event.clientId,
    enrollmentId,
    courseId: event.courseId,
    courseVersionId: version.id,
    moduleId,
    blockId: event.blockId,
    type: event.type,
    payload: event.payload ?? {},
    modality: event.modality,
    durationSecs: event.durationSecs,
    occurredAt: correctDeviceTime(new Date(event.occurredAt), clock),
    // A question is done when it is answered, which the server alone can say.
    completesBlock:
      event.type === "block_view" &&
      event.blockId !== null &&
      block?.isCountable === true &&
      !block.isQuestion &&
      mayComplete(event.blockId),
    isPosition: event.type === "position_save" && block !== undefined,
  };
}
