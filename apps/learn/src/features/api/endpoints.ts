import { MindMap } from "@byteos/contracts/generated-content";
import { TutorQuery, TutorStreamPart } from "@byteos/contracts/tutor";
import { AttemptResult } from "@byteos/usecases/attempt/describe-attempt";
import { Hint, RequestHintInput } from "@byteos/usecases/attempt/request-hint";
import { RevealAnswerInput } from "@byteos/usecases/attempt/reveal-answer";
import { SubmitAttemptInput, SubmittedAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { IngestEventsInput, IngestResult } from "@byteos/usecases/event/ingest-events";
import { GeneratedAnswer, GenerateContentInput } from "@byteos/usecases/generate/generate-content";
import { GenerateMindMapInput } from "@byteos/usecases/generate/generate-mind-map";
import { LoadedNextAction, LoadNextActionInput } from "@byteos/usecases/learner/load-next-action";
import { LearnerProfile } from "@byteos/usecases/learner/load-skills";
import { ModalityAdvice } from "@byteos/usecases/modality/modality-advice";
import { RecommendModalityInput } from "@byteos/usecases/modality/recommend-modality";
import { ChooseQuestionInput, PracticeStep } from "@byteos/usecases/practice/choose-question";
import { GradeCardInput, GradedCard } from "@byteos/usecases/review/grade-card";
import { UndoneReview, UndoReviewInput } from "@byteos/usecases/review/undo-review";
import { LoadThreadInput, Thread } from "@byteos/usecases/tutor/load-thread";
import {
  DismissedNudge,
  DismissNudgeInput,
  NudgeAnswer,
  NudgeInput,
} from "@byteos/usecases/tutor/nudge-learner";
import { RatedTurn, RateTurnInput } from "@byteos/usecases/tutor/rate-turn";
import type { Endpoint } from "@byteos/web/api-endpoint";
import { z } from "zod";

const NoInput = z.strictObject({});

/** Every route of Learn's API. Routes read and answer by these schemas; the documentation is made of them. */
export const endpoints = {
  askTutor: {
    path: "/api/tutor/query",
    name: "tutor.query",
    summary: "Ask Byte",
    description:
      "Streams a turn as it is said, as the AI SDK's UI message stream. Answers come from what the learner may open in the course, with the places they rest on; on an open question hints come first.",
    input: TutorQuery,
    output: TutorStreamPart,
    isStream: true,
  },
  loadThread: {
    path: "/api/tutor/thread",
    name: "tutor.thread",
    summary: "Read the latest turns with Byte in a course",
    input: LoadThreadInput,
    output: Thread,
  },
  rateTurn: {
    path: "/api/tutor/feedback",
    name: "tutor.feedback",
    summary: "Say whether a turn helped",
    input: RateTurnInput,
    output: RatedTurn,
  },
  nudge: {
    path: "/api/tutor/nudge",
    name: "tutor.nudge",
    summary: "Ask whether Byte has something to say unasked",
    description:
      "At most three a day, each with its reason; none when the learner turned nudges off in the account.",
    input: NudgeInput,
    output: NudgeAnswer,
  },
  dismissNudge: {
    path: "/api/tutor/nudge/dismiss",
    name: "tutor.nudge-dismiss",
    summary: "Dismiss a nudge",
    input: DismissNudgeInput,
    output: DismissedNudge,
  },
  generateContent: {
    path: "/api/content/generate",
    name: "content.generate",
    summary: "Make a summary, flashcards or key terms of a course",
    description:
      "Each sentence comes with the words of the course that it rests on. Without a language model they are the course's own sentences. Creators may add cards and terms of a draft to it.",
    input: GenerateContentInput,
    output: GeneratedAnswer,
  },
  generateMindMap: {
    path: "/api/mindmap/generate",
    name: "mindmap.generate",
    summary: "Make a mind map of a course or one of its modules",
    description:
      "From its headings, the terms it defines and its passages; every node has its place.",
    input: GenerateMindMapInput,
    output: MindMap,
  },
  loadProfile: {
    path: "/api/learner/profile",
    name: "learner.profile",
    summary: "Read what is known of the learner's skills",
    input: NoInput,
    output: LearnerProfile,
  },
  loadNextAction: {
    path: "/api/learner/next-action",
    name: "learner.next-action",
    summary: "Ask what to do next, why, and what would change it",
    input: LoadNextActionInput,
    output: LoadedNextAction,
  },
  recommendModality: {
    path: "/api/modality/recommend",
    name: "modality.recommend",
    summary: "Ask in which form to study a module, why, and with what numbers",
    input: RecommendModalityInput,
    output: ModalityAdvice,
  },
  choosePractice: {
    path: "/api/practice",
    name: "practice.choose",
    summary: "Choose the next question to practise",
    input: ChooseQuestionInput,
    output: PracticeStep,
  },
  submitAttempt: {
    path: "/api/attempts",
    name: "attempt.submit",
    summary: "Answer a question",
    description: "Graded on the server. Sending the same client id again grades nothing twice.",
    input: SubmitAttemptInput,
    output: SubmittedAttempt,
  },
  revealAnswer: {
    path: "/api/attempts/reveal",
    name: "attempt.reveal",
    summary: "See the answer of a question that was tried",
    input: RevealAnswerInput,
    output: AttemptResult,
  },
  requestHint: {
    path: "/api/hints",
    name: "attempt.hint",
    summary: "Take the next hint of a question",
    input: RequestHintInput,
    output: Hint,
  },
  gradeCard: {
    path: "/api/reviews",
    name: "review.grade",
    summary: "Grade a card in the review",
    input: GradeCardInput,
    output: GradedCard,
  },
  undoReview: {
    path: "/api/reviews/undo",
    name: "review.undo",
    summary: "Take back the latest review of a card",
    input: UndoReviewInput,
    output: UndoneReview,
  },
  ingestEvents: {
    path: "/api/events",
    name: "events.ingest",
    summary: "Send what the learner did",
    description:
      "Each event is stored once, whoever sends it again. What cannot be stored is named in the answer and does not hold up the others.",
    input: IngestEventsInput,
    output: IngestResult,
    mayBringToken: true,
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
