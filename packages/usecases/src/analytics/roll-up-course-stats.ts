import { asService } from "@byteos/db/as-service";
import { courseStatRepository } from "@byteos/db/repositories/course-stat.repository";
import { rollUpRepository } from "@byteos/db/repositories/roll-up.repository";

const name = "course-stats";
const reason = "figures of a course come from all of its learners";
const eventsAtOnce = 50_000;
/** A busy course is counted again at most this often. */
const restMs = 20_000;

export interface RollUpResult {
  readonly events: number;
  readonly courses: number;
}
export interface RollUpOptions {
  readonly signal?: AbortSignal;
  /** Counts this course whether or not anything is known to have happened in it. */
  readonly courseId?: string;
  /** Default 20 s; 0 counts every course that changed. */
  readonly restMs?: number;
}

/** Reads the events not yet counted, in bounded batches, and returns the courses they belong to. */
async function countNewDays(
  signal: AbortSignal | undefined,
): Promise<{ events: number; courseIds: Set<string> }> {
  const courseIds = new Set<string>();
  let events = 0;
  let seq = await asService(reason, (tx) => rollUpRepository.getSeq(tx, name));
  while (signal?.aborted !== true) {
    const from = seq;
    const batch = await asService(reason, async (tx) => {
      const counted = await rollUpRepository.countDays(tx, from, eventsAtOnce);
      if (counted.events > 0) await rollUpRepository.advance(tx, name, counted.lastSeq);
      return counted;
    });
    for (const courseId of batch.courseIds) courseIds.add(courseId);
    events += batch.events;
    seq = batch.lastSeq;
    if (batch.events < eventsAtOnce) break;
  }
  return { events, courseIds };
}

/** False when another process is at it or the figures are younger than the rest. */
async function refreshCourse(courseId: string, rest: number): Promise<boolean> {
  return asService(reason, async (tx) => {
    if (!(await courseStatRepository.lock(tx, courseId))) return false;
    const countedAt = await courseStatRepository.findCountedAt(tx, courseId);
    if (countedAt !== null && Date.now() - countedAt.getTime() < rest) return false;
    await courseStatRepository.refresh(tx, courseId);
    return true;
  });
}

/**
 * Brings the figures of courses up to date from what happened since the last time. Any number of processes may
 * call it; stopping it anywhere loses nothing, for what was not marked as read is read again.
 */
export async function rollUpCourseStats(options: RollUpOptions = {}): Promise<RollUpResult> {
  const { events, courseIds } = await countNewDays(options.signal);
  for (const courseId of await asService(reason, (tx) =>
    rollUpRepository.listCoursesWithNewLearners(tx),
  )) {
    courseIds.add(courseId);
  }
  if (options.courseId !== undefined) courseIds.add(options.courseId);
  let courses = 0;
  for (const courseId of courseIds) {
    if (options.signal?.aborted === true) break;
    if (await refreshCourse(courseId, options.restMs ?? restMs)) courses += 1;
  }
  return { events, courses };
}
