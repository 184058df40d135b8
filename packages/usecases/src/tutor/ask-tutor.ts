import { randomUUID } from "node:crypto";
import type { MemberContext } from "@byteos/contracts/request-context";
import {
  type TutorCitation,
  type TutorEvent,
  type TutorMode,
  type TutorOutcome,
  TutorQuery,
} from "@byteos/contracts/tutor";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { tutorRepository } from "@byteos/db/repositories/tutor.repository";
import type { VectorSearch } from "@byteos/integrations/model/embedder-from-env";
import type { LanguageModelPort } from "@byteos/integrations/model/language-model";
import { requireCapability } from "../authorise.ts";
import { makeQueryVector } from "../search/query-vector.ts";
import type { UseCase } from "../use-case.ts";
import { nextStep, recordStep, speakStep } from "./climb-ladder.ts";
import { findStatedFact } from "./facts.ts";
import { quoteAnswer } from "./quote-answer.ts";
import { readTurn, type TutorTurn } from "./read-turn.ts";
import { countTurn } from "./tutor-limits.ts";
import { wordAnswer } from "./word-answer.ts";

const topicsKept = 24;
const topicLength = 140;

export interface AskTutorMeans {
  /** In the order in which they are asked; none for the extractive mode. */
  readonly models: readonly LanguageModelPort[];
  /** Search by meaning beside words, where there is an embedder and it helps. */
  readonly vectors?: VectorSearch | null;
  readonly signal?: AbortSignal;
}

/**
 * One turn with Byte, as it is said. Answers from what the learner may open and nothing else; on an open
 * question hints come first. What was said is kept when the turn ends, also when it is broken off.
 * Throws, before the first event, `enrollment.not-found`, `tutor.off` or limit `tutor.too-often`.
 */
export async function* askTutor({
  ctx,
  input,
  means,
}: UseCase & { readonly means: AskTutorMeans }): AsyncGenerator<TutorEvent> {
  requireCapability(ctx, "course.take");
  const query = TutorQuery.parse(input);
  await countTurn(ctx);
  const near = await makeQueryVector(means.vectors, query.message, means.signal);
  const turn = await asUser(ctx, (tx) => readTurn(tx, ctx, query, near));
  const said = new SaidTurn(ctx, query, turn);
  yield {
    type: "start",
    interactionId: said.id,
    mode: means.models.length > 0 ? "model" : "extractive",
  };
  try {
    yield* said.keep(answer(ctx, { query, turn, said, means }));
    yield { type: "end", outcome: said.outcome, mode: said.mode };
  } finally {
    await said.store();
  }
}

async function* answer(
  ctx: MemberContext,
  {
    query,
    turn,
    said,
    means,
  }: { query: TutorQuery; turn: TutorTurn; said: SaidTurn; means: AskTutorMeans },
): AsyncGenerator<TutorEvent> {
  const { question, evidence } = turn;
  const stated = query.intent === "hint" ? null : findStatedFact(query.message);
  if (stated !== null) {
    said.fact = stated.fact;
    yield { type: "noted", fact: stated.fact };
    if (stated.isAll) {
      said.outcome = "noted";
      yield {
        type: "text",
        text: "I will keep that in mind. You can change or delete it at any time.",
      };
      return;
    }
  }
  if (question !== null) {
    const step = nextStep(question, query);
    said.outcome = step.outcome;
    said.ladder = step.ladder;
    await recordStep(ctx, { courseId: query.courseId, question, step });
    const givenAnswer = question.givenAnswer?.words ?? null;
    yield { type: "about", label: question.label, givenAnswer };
    yield { type: "ladder", ladder: step.ladder };
    yield* speakStep(turn, question, step);
    return;
  }
  if (evidence.length === 0) {
    said.outcome = "not-covered";
    yield {
      type: "text",
      text: `I found nothing about this in “${turn.version.course.title}”, and I answer from the course alone. Try other words, or ask about something in it.`,
    };
    return;
  }
  said.outcome = "answered";
  if (means.models.length > 0 && turn.isWithinTokens) {
    const { message } = query;
    const { models, signal } = means;
    const worded = yield* wordAnswer(turn, { message, models, signal });
    if (worded !== null) {
      said.mode = "model";
      said.model = worded.model;
      said.tokens = worded.tokens;
      return;
    }
  }
  yield* quoteAnswer(turn, query.message);
}

/** What a turn came to, gathered while it is said and stored once. */
class SaidTurn {
  readonly id = randomUUID();
  outcome: TutorOutcome = "answered";
  mode: TutorMode = "extractive";
  model: string | null = null;
  tokens = 0;
  fact: string | null = null;
  ladder: object | null = null;
  readonly #ctx: MemberContext;
  readonly #query: TutorQuery;
  readonly #turn: TutorTurn;
  readonly #citations: TutorCitation[] = [];
  #text = "";

  constructor(ctx: MemberContext, query: TutorQuery, turn: TutorTurn) {
    this.#ctx = ctx;
    this.#query = query;
    this.#turn = turn;
  }

  async *keep(events: AsyncIterable<TutorEvent>): AsyncGenerator<TutorEvent> {
    for await (const event of events) {
      if (event.type === "text") this.#text += event.text;
      else if (event.type === "citation") this.#citations.push(event.citation);
      yield event;
    }
  }

  async store(): Promise<void> {
    const { userId } = this.#ctx.actor;
    const { courseId, message, intent, blockId } = this.#query;
    const { moduleId, version, context, question } = this.#turn;
    await asUser(this.#ctx, (tx) =>
      elevated(tx, "keep a learner's turn with the tutor", async () => {
        await tutorRepository.addInteraction(tx, {
          id: this.id,
          userId,
          courseId,
          moduleId,
          type:
            question === null
              ? "question"
              : this.outcome === "told"
                ? "explanation"
                : "hint_request",
          message: intent === "hint" ? null : message,
          response: this.#text,
          context: {
            mode: this.mode,
            outcome: this.outcome,
            blockId: blockId ?? null,
            courseVersionId: version.id,
            citations: this.#citations,
            ...(this.model === null ? {} : { model: this.model, tokens: this.tokens }),
            ...(this.ladder === null
              ? {}
              : { ladder: this.ladder, questionId: question?.block.id }),
          },
        });
        if (this.fact !== null) {
          await tutorRepository.addMemory(tx, { userId, fact: this.fact, evidenceId: this.id });
        }
        if (this.outcome !== "answered") return;
        const topic = { interactionId: this.id, courseId, text: message.slice(0, topicLength) };
        const topics = [...context.topics, topic].slice(-topicsKept);
        await tutorRepository.saveContext(tx, userId, { ...context, topics });
      }),
    );
  }
}
