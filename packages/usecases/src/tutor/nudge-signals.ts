import type { NudgeSignals } from "@byteos/adaptive/nudge/choose-nudge";
import type { MemberContext } from "@byteos/contracts/request-context";
import { attemptRepository } from "@byteos/db/repositories/attempt.repository";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { learnerProfileRepository } from "@byteos/db/repositories/learner-profile.repository";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import { tutorNudgeRepository } from "@byteos/db/repositories/tutor-nudge.repository";
import type { Tx } from "@byteos/db/transaction";
import { describeActiveCourses } from "../enrollment/active-courses.ts";
import { getPublishedVersion } from "../enrollment/published-version.ts";
import { utcOffsetMins } from "../event/learner-clock.ts";
import { collectReviews } from "../review/collect-reviews.ts";
import type { NudgeFacts } from "./nudge-words.ts";

interface NudgePlace {
  readonly courseId: string | null;
  readonly blockId: string | null;
  readonly secondsOnBlock: number;
  readonly timeZone: string;
  readonly now: Date;
}

export interface ReadSignals {
  readonly signals: NudgeSignals;
  readonly facts: NudgeFacts;
  readonly moduleId: string | null;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Answers and looks that belong to the present sitting. */
const sittingMs = 45 * minuteMs;

const noSignals: NudgeSignals = {
  stuck: null,
  wrongInARow: null,
  streak: null,
  reviewsDue: 0,
  deadline: null,
};
const noFacts: NudgeFacts = {
  questionLabel: "This question",
  tries: 0,
  minutesOnQuestion: 0,
  wrongCount: 0,
  streakDays: 0,
  reviewsDue: 0,
  reviewMinutes: 0,
  courseTitle: "",
  courseHref: "/",
  daysLeft: 0,
  minutesLeft: 0,
};

/** Within a lesson only what happens there counts; reviews, days and dates wait for the pages outside. */
export function readNudgeSignals(
  tx: Tx,
  ctx: MemberContext,
  place: NudgePlace,
): Promise<ReadSignals> {
  const { courseId } = place;
  return courseId === null
    ? readOwnSignals(tx, ctx, place)
    : readLessonSignals(tx, ctx, { ...place, courseId });
}

async function readLessonSignals(
  tx: Tx,
  { actor: { orgId, userId } }: MemberContext,
  { courseId, blockId, secondsOnBlock, now }: NudgePlace & { courseId: string },
): Promise<ReadSignals> {
  const quiet = { signals: noSignals, facts: noFacts, moduleId: null };
  const enrollment = await enrollmentRepository.findForCourse(tx, { orgId, userId, courseId });
  if (enrollment === null || blockId === null) return quiet;
  const { courseVersionId } = enrollment;
  const version = await getPublishedVersion(tx, { orgId, courseVersionId });
  const place = version.blocks.get(blockId);
  if (place?.isQuestion !== true) return quiet;
  const since = new Date(now.getTime() - sittingMs);
  const [question] = await attemptRepository.listTries(tx, {
    enrollmentId: enrollment.id,
    courseVersionId,
    blockIds: [blockId],
  });
  const { isRevealed } = await learningEventRepository.findHelp(tx, { userId, courseId, blockId });
  if (question === undefined || question.isRight || isRevealed) return quiet;
  const latest = await tutorNudgeRepository.listLatestAnswers(tx, { userId, courseId, since });
  const firstRight = latest.findIndex(({ isCorrect }) => isCorrect);
  const wrongCount = firstRight < 0 ? latest.length : firstRight;
  const tries = latest.filter((each) => each.blockId === blockId && !each.isCorrect).length;
  const looked = { userId, courseId, blockId, since };
  const before = await tutorNudgeRepository.countSecondsOn(tx, looked);
  const seconds = Math.max(before, secondsOnBlock);
  const module = version.course.modules.find(({ id }) => id === place.moduleId);
  const questions = (module?.blocks ?? []).filter(({ type }) => type === "question");
  return {
    signals: {
      ...noSignals,
      stuck: { blockId, tries, seconds },
      wrongInARow: { count: wrongCount, blockId },
    },
    facts: {
      ...noFacts,
      questionLabel: `Question ${questions.findIndex(({ id }) => id === blockId) + 1}`,
      tries,
      minutesOnQuestion: seconds / 60,
      wrongCount,
    },
    moduleId: place.moduleId,
  };
}

async function readOwnSignals(
  tx: Tx,
  { actor: { orgId, userId } }: MemberContext,
  { timeZone, now }: NudgePlace,
): Promise<ReadSignals> {
  const offset = utcOffsetMins(timeZone, now);
  const person = await learnerProfileRepository.findWithOrganisation(tx, { orgId, userId });
  const enrollments = await enrollmentRepository.listForLearner(tx, { orgId, userId });
  const who = { orgId, userId, now, enrollments };
  const reviews = await collectReviews(tx, { ...who, utcOffsetMins: offset });
  const active = (await describeActiveCourses(tx, who)).map(({ shown }) => shown);
  const days = await learningEventRepository.listActiveDays(tx, {
    userId,
    utcOffsetMins: offset,
    from: new Date(now.getTime() - 3 * dayMs),
  });
  const local = new Date(now.getTime() + offset * minuteMs);
  const dayBefore = (count: number) =>
    new Date(local.getTime() - count * dayMs).toISOString().slice(0, 10);
  const isActiveToday = days.includes(dayBefore(0));
  const isRunning = isActiveToday || days.includes(dayBefore(1));
  const [due] = active
    .filter(({ dueDate }) => dueDate !== null && dueDate >= now)
    .toSorted((a, b) => (a.dueDate?.getTime() ?? 0) - (b.dueDate?.getTime() ?? 0));
  const onward = due ?? active[0];
  const daysLeft =
    due?.dueDate == null
      ? 0
      : Math.round(
          (Date.parse(
            new Date(due.dueDate.getTime() + offset * minuteMs).toISOString().slice(0, 10),
          ) -
            Date.parse(dayBefore(0))) /
            dayMs,
        );
  const streakDays = person?.streakDays ?? 0;
  return {
    signals: {
      ...noSignals,
      streak: isRunning
        ? { days: streakDays, isActiveToday, hoursLeft: 24 - local.getUTCHours() }
        : null,
      reviewsDue: reviews.queue.now.length,
      deadline:
        due === undefined
          ? null
          : { courseId: due.courseId, daysLeft, minutesLeft: due.minutesLeft },
    },
    facts: {
      ...noFacts,
      streakDays,
      reviewsDue: reviews.queue.now.length,
      reviewMinutes: reviews.minutes,
      courseTitle: due?.title ?? "",
      courseHref:
        onward === undefined ? "/catalogue" : `/learn/${onward.courseId}/${onward.next.moduleId}`,
      daysLeft,
      minutesLeft: due?.minutesLeft ?? 0,
    },
    moduleId: null,
  };
}
