import { z } from "zod";
import { createSeededRandom } from "../random/seeded-random.ts";
import { stableHash } from "../random/stable-hash.ts";
import { anonymise } from "./anonymise.ts";

/** A turn that its learner found helpful. */
export interface RatedTurn {
  readonly learnerId: string;
  readonly courseTitle: string;
  readonly question: string;
  readonly answer: string;
}

/** One line of a chat file, as providers take them for fine-tuning. */
export const TrainingExample = z.strictObject({
  messages: z.tuple([
    z.strictObject({ role: z.literal("system"), content: z.string().min(1) }),
    z.strictObject({ role: z.literal("user"), content: z.string().min(1).max(4_000) }),
    z.strictObject({ role: z.literal("assistant"), content: z.string().min(1).max(8_000) }),
  ]),
});
export type TrainingExample = z.infer<typeof TrainingExample>;

export interface TrainingSet {
  readonly training: readonly TrainingExample[];
  readonly validation: readonly TrainingExample[];
  readonly learnerCount: number;
}

/** One learner in so many is kept for validation, with everything of theirs. */
const learnersPerValidation = 5;
const shortestAnswer = 20;

export const trainingInstructions = (courseTitle: string) =>
  `You are Byte, the tutor of the course “${courseTitle}”. You answer from the course, in a few plain sentences, and give hints before answers.`;

/**
 * What a model may learn from rated turns: without names and addresses, each question and answer once, and
 * split so that no learner is in both halves. The same turns give the same set, whatever their order.
 */
export function makeTrainingSet(
  turns: readonly RatedTurn[],
  { names }: { readonly names: readonly string[] },
): TrainingSet {
  const seen = new Set<string>();
  const byLearner = new Map<string, TrainingExample[]>();
  const ordered = turns.toSorted((a, b) => compare(orderOf(a), orderOf(b)));
  for (const { learnerId, courseTitle, question, answer } of ordered) {
    const asked = clean(anonymise(question, names));
    const said = clean(anonymise(withoutMarks(answer), names));
    if (asked === "" || said.length < shortestAnswer) continue;
    const key = `${asked.toLowerCase()}\n${said.toLowerCase()}`;
    if (seen.has(key)) continue;
    const example = TrainingExample.safeParse({
      messages: [
        { role: "system", content: trainingInstructions(courseTitle) },
        { role: "user", content: asked },
        { role: "assistant", content: said },
      ],
    });
    if (!example.success) continue;
    seen.add(key);
    byLearner.set(learnerId, [...(byLearner.get(learnerId) ?? []), example.data]);
  }
  const training: TrainingExample[] = [];
  const validation: TrainingExample[] = [];
  for (const [learnerId, examples] of byLearner) {
    const isKeptApart = stableHash(learnerId, 5) % learnersPerValidation === 0;
    (isKeptApart ? validation : training).push(...examples);
  }
  // Lines of one learner do not stand together.
  const { shuffle } = createSeededRandom("training");
  return {
    training: shuffle(training),
    validation: shuffle(validation),
    learnerCount: byLearner.size,
  };
}

export function toJsonLines(examples: readonly TrainingExample[]): string {
  return examples.map((example) => `${JSON.stringify(example)}\n`).join("");
}

const orderOf = ({ learnerId, question, answer, courseTitle }: RatedTurn) =>
  [learnerId, question, answer, courseTitle].join("\n");
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const clean = (text: string) => text.replace(/\s+/g, " ").trim();
/** The numbers of passages mean nothing without the passages. */
const withoutMarks = (text: string) => text.replace(/\s*\[\d{1,2}\]/g, "");
