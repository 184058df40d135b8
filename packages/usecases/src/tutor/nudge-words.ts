import type { NudgeSignal } from "@byteos/adaptive/nudge/choose-nudge";
import type { TutorNudge } from "@byteos/contracts/tutor";

/** What a nudge speaks of, each part known where its signal needs it. */
export interface NudgeFacts {
  readonly questionLabel: string;
  readonly tries: number;
  readonly minutesOnQuestion: number;
  readonly wrongCount: number;
  readonly streakDays: number;
  readonly reviewsDue: number;
  readonly reviewMinutes: number;
  readonly courseTitle: string;
  readonly courseHref: string;
  readonly daysLeft: number;
  readonly minutesLeft: number;
}

const count = (many: number, one: string) => `${many} ${one}${many === 1 ? "" : "s"}`;
const minutes = (many: number) => `about ${count(Math.max(1, Math.round(many)), "minute")}`;

function inDays(days: number): string {
  if (days <= 0) return "today";
  return days === 1 ? "tomorrow" : `in ${days} days`;
}

/** The words, the reason and the way on. No blame, no hurry that is not real. */
export function wordNudge(
  signal: NudgeSignal,
  facts: NudgeFacts,
): Pick<TutorNudge, "words" | "reason" | "action"> {
  switch (signal) {
    case "stuck":
      return {
        words: `${facts.questionLabel} is a hard one. Would a hint help?`,
        reason:
          facts.tries > 0
            ? `You have tried it ${facts.tries === 1 ? "once" : `${facts.tries} times`} and it is still open.`
            : `It has been on your screen for ${minutes(facts.minutesOnQuestion)}.`,
        action: { type: "hint", label: "Give me a hint" },
      };
    case "wrong_in_a_row":
      return {
        words:
          "These questions lean on something that may not have settled yet. Shall we look at one step of it together?",
        reason: `Your last ${facts.wrongCount} answers in this course were not right yet.`,
        action: { type: "hint", label: "Show me a step" },
      };
    case "streak":
      return {
        words: `A few minutes today keep your ${facts.streakDays} days of learning going.`,
        reason: `You learned ${count(facts.streakDays, "day")} in a row, and not yet today.`,
        action: { type: "open", label: "Learn a little", href: facts.courseHref },
      };
    case "review_due":
      return {
        words: `${count(facts.reviewsDue, "review")} would take ${minutes(facts.reviewMinutes)} now, before more of it fades.`,
        reason: "That is how many cards and questions of your courses are due.",
        action: { type: "open", label: "Start the review", href: "/review" },
      };
    case "deadline":
      return {
        words: `“${facts.courseTitle}” is due ${inDays(facts.daysLeft)}, and ${minutes(facts.minutesLeft)} of it are left.`,
        reason: "Your organisation set this date, and the course is not finished.",
        action: { type: "open", label: "Continue the course", href: facts.courseHref },
      };
  }
}
