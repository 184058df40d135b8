"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import type { Question } from "../../question/components/question.tsx";
import { mapElementId } from "../state/element-ids.ts";
import { useLessonState } from "../state/lesson-context.tsx";
import type { Flashcards } from "./flashcards.tsx";
import type { FormControl } from "./form-control.tsx";
import type { ModuleEnd } from "./module-end.tsx";

// The server writes them into the page as they are; what makes them answer follows once the page can be read.
const QuestionPart = lazy(async () => ({
  default: (await import("../../question/components/question.tsx")).Question,
}));
const FlashcardsPart = lazy(async () => ({
  default: (await import("./flashcards.tsx")).Flashcards,
}));
const MapPart = lazy(async () => ({
  default: (await import("../../mind-map/components/lesson-map.tsx")).LessonMap,
}));
const ModuleEndPart = lazy(async () => ({
  default: (await import("./module-end.tsx")).ModuleEnd,
}));
const BytePart = lazy(async () => ({
  default: (await import("../../byte/components/byte-button.tsx")).ByteButton,
}));

const FormsPart = lazy(async () => ({
  default: (await import("./form-control.tsx")).FormControl,
}));

const KeysPart = lazy(async () => ({
  default: (await import("../../account/components/learn-keys.tsx")).LearnKeys,
}));

export function LessonQuestion(props: ComponentProps<typeof Question>) {
  return (
    <Suspense>
      <QuestionPart {...props} />
    </Suspense>
  );
}

export function LessonCards(props: ComponentProps<typeof Flashcards>) {
  return (
    <Suspense>
      <FlashcardsPart {...props} />
    </Suspense>
  );
}

/** Fetched when the module is first studied with its map. */
export function LessonMind() {
  const isShown = useLessonState(({ form }) => form === "mindmap");
  return isShown ? (
    <div id={mapElementId} className="scroll-mt-32">
      <Suspense>
        <MapPart />
      </Suspense>
    </div>
  ) : null;
}

export function LessonEnd(props: ComponentProps<typeof ModuleEnd>) {
  return (
    <Suspense>
      <ModuleEndPart {...props} />
    </Suspense>
  );
}

export function LessonForms(props: ComponentProps<typeof FormControl>) {
  return (
    <Suspense>
      <FormsPart {...props} />
    </Suspense>
  );
}

export function LessonKeys() {
  return (
    <Suspense>
      <KeysPart />
    </Suspense>
  );
}

export function LessonByte() {
  return (
    <Suspense>
      <BytePart />
    </Suspense>
  );
}
