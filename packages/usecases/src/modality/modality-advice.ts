import {
  compareModalities,
  explorationShare,
  type ModalityEstimate,
  type RewardTally,
} from "@byteos/adaptive/modality/modality-policy";
import { Modality } from "@byteos/contracts/learning-event";
import { type TopicKind, topicKinds } from "@byteos/courseware/modality/topic-kind";
import { z } from "zod";

/** What is known of one form: later success against what was expected of it, −1 to 1. */
const FormEstimate = z.strictObject({
  modality: Modality,
  mean: z.number(),
  /** Four times in five the true difference lies between these. */
  low: z.number(),
  high: z.number(),
  /** Answers that it stands on; 0 where nothing was measured yet. */
  count: z.number(),
});

/** `modality_outcomes.context`: what a decision stood on. */
export const DecisionContext = z.object({
  forms: z.array(FormEstimate),
  reason: z.string(),
});
export type DecisionContext = z.infer<typeof DecisionContext>;

export const ModalityAdvice = z.strictObject({
  /** Null where the module has one form only and nothing was decided. */
  decisionId: z.uuid().nullable(),
  topicKind: z.enum(topicKinds),
  recommended: Modality,
  /** The form that the learner studies in now: the recommended one, or another that they took. */
  chosen: Modality,
  /** In the order in which they are offered. */
  forms: z.array(
    FormEstimate.extend({
      /** Chance with which it would have been recommended. */
      propensity: z.number(),
    }),
  ),
  reason: z.string(),
});
export type ModalityAdvice = z.infer<typeof ModalityAdvice>;

const formNames: Readonly<Record<Modality, string>> = {
  text: "reading",
  video: "watching",
  audio: "listening",
  mindmap: "the mind map",
  flashcards: "cards",
  feed: "the feed",
  game: "the game",
};
const kindNames: Readonly<Record<TopicKind, string>> = {
  code: "topics with code",
  steps: "topics that go step by step",
  figures: "topics of tables and pictures",
  terms: "topics full of terms",
  ideas: "topics that explain ideas",
};

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const points = (share: number) => Math.abs(Math.round(share * 100));

/** Why a form is recommended, in words that claim no more than was measured. */
export function describeAdvice({
  recommended,
  topicKind,
  estimates,
  pooled,
}: {
  recommended: Modality;
  topicKind: TopicKind;
  estimates: readonly ModalityEstimate[];
  pooled: ReadonlyMap<Modality, RewardTally>;
}): string {
  const name = capital(formNames[recommended]);
  const kind = kindNames[topicKind];
  if (estimates.length < 2) return "This module comes in one form.";
  if (estimates.every(({ count }) => count === 0)) {
    return `Nothing has been measured on ${kind} yet, so the forms are tried in turn.`;
  }
  const comparison = compareModalities(pooled);
  if (comparison?.isClear === true && comparison.better === recommended) {
    const { difference, margin, worse } = comparison;
    return `${name} helped more on ${kind}: later answers were ${points(difference)} points better than after ${formNames[worse]}, give or take ${points(margin)}.`;
  }
  const best = estimates.reduce((a, b) => (b.mean > a.mean ? b : a));
  if (best.modality === recommended) {
    return `${name} looks a little better on ${kind} so far. That is not certain yet.`;
  }
  return `${name} is on trial here: one recommendation in ${Math.round(1 / explorationShare)} is drawn by lot, so that every form keeps being measured.`;
}
