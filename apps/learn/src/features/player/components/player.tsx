"use client";

import type { CourseId, ModuleId } from "@byteos/contracts/ids";
import type { Modality } from "@byteos/contracts/learning-event";
import { useHotkeys } from "@byteos/ui/hooks/use-hotkeys";
import { blockElementId } from "@byteos/ui/logic/block-element-id";
import { PlayerFrame } from "@byteos/ui/patterns/player-frame";
import { PlayerOutline } from "@byteos/ui/patterns/player-outline";
import { ThemeToggle } from "@byteos/ui/patterns/theme-toggle";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { makeClientId } from "../../outbox/outbox-entry.ts";
import { useOutbox } from "../../outbox/use-outbox.tsx";
import type { OutlineEntry } from "../outline-entries.ts";
import { moduleEndId } from "../state/element-ids.ts";
import { useFinishedModules } from "../state/finished-modules.tsx";
import { type Lesson, LessonContext } from "../state/lesson-context.tsx";
import { createLessonStore, type LessonStore, useLessonStore } from "../state/lesson-store.ts";
import { useReading } from "../state/use-reading.ts";
import { LessonByte, LessonForms } from "./interactive-parts.tsx";
import { PhoneBar } from "./phone-bar.tsx";
import { PlayerLink, SavedFirstLink } from "./player-link.tsx";
import { PlayerSync } from "./player-sync.tsx";

interface PlayerModule {
  readonly id: string;
  readonly title: string;
  readonly isComplete: boolean;
}

interface PlayerBlock {
  readonly id: string;
  readonly isQuestion: boolean;
  readonly isCounted: boolean;
}

export interface PlayerProps {
  courseId: CourseId;
  courseTitle: string;
  moduleId: ModuleId;
  /** Whether each module opens only when those before it are finished. */
  isOrdered: boolean;
  modules: readonly PlayerModule[];
  blocks: readonly PlayerBlock[];
  outline: readonly OutlineEntry[];
  completedBlockIds: readonly string[];
  isCourseComplete: boolean;
  resumeBlockId: string | null;
  /** The forms that the module has, the recommended one and the one it is studied in. */
  forms: readonly Modality[];
  recommendedForm: Modality;
  form: Modality;
  /** The module's text, rendered on the server. */
  children: ReactNode;
}

function focusOn(element: HTMLElement | null, block: ScrollLogicalPosition): void {
  if (element === null) return;
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block, behavior: isCalm ? "instant" : "smooth" });
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

export function Player(props: PlayerProps) {
  const { courseId, moduleId, blocks, outline } = props;
  const finished = useFinishedModules();
  const modules = props.modules.map((module) => ({
    ...module,
    isComplete: module.isComplete || finished.ids.has(module.id),
  }));
  const { ready, subscribe } = useOutbox();
  const [store] = useState(() =>
    createLessonStore({
      completed: props.completedBlockIds,
      currentBlockId: props.resumeBlockId ?? blocks[0]?.id ?? null,
      isCourseComplete: props.isCourseComplete,
      form: props.form,
    }),
  );
  const completed = useLessonStore(store, (state) => state.completed);
  const currentBlockId = useLessonStore(store, (state) => state.currentBlockId);
  const isCourseComplete = useLessonStore(store, (state) => state.isCourseComplete);

  const lesson = useMemo<Lesson>(() => {
    const order = blocks.map(({ id }) => id);
    const goTo = (blockId: string) => {
      const isQuestion = blocks.some((block) => block.id === blockId && block.isQuestion);
      focusOn(document.getElementById(blockElementId(blockId)), isQuestion ? "center" : "start");
    };
    const stops = outline.map(({ id }) => order.indexOf(id));
    return {
      courseId,
      moduleId,
      store,
      goTo,
      goOn: () => {
        const here = order.indexOf(store.getState().currentBlockId ?? "");
        const next = order[stops.find((index) => index > here) ?? -1];
        if (next === undefined) focusOn(document.getElementById(moduleEndId), "start");
        else goTo(next);
      },
    };
  }, [courseId, moduleId, store, blocks, outline]);

  useReading({
    store,
    courseId,
    moduleId,
    blocks,
    resumeBlockId: props.resumeBlockId,
    record: (event) => void ready.then((outbox) => outbox.record(event)),
  });
  useEffect(
    () =>
      subscribe({
        onProgress: (progress) => {
          if (progress.some((each) => each.courseId === courseId && each.isComplete)) {
            store.getState().finishCourse();
          }
        },
        onGraded: (input, attempt) => {
          store.getState().receiveGrade(input, attempt);
          store.getState().complete(input.blockId);
        },
      }),
    [subscribe, store, courseId],
  );

  const counted = blocks.filter((block) => block.isCounted);
  const done = counted.filter((block) => completed.has(block.id)).length;
  const isModuleDone = done === counted.length;
  useModuleComplete({ isModuleDone, courseId, moduleId, store });

  const current = blocks.find((block) => block.id === currentBlockId);
  const isOnOpenQuestion = useLessonStore(
    store,
    (state) => current?.isQuestion === true && state.questions[current.id] !== undefined,
  );
  useHotkeys({ Enter: lesson.goOn }, { isEnabled: !isOnOpenQuestion });

  const index = modules.findIndex((module) => module.id === moduleId);
  const stateOf = (module: PlayerModule, at: number) =>
    at === index ? ("current" as const) : module.isComplete ? ("done" as const) : ("next" as const);
  const doneModules = modules.filter((module, at) =>
    at === index ? isModuleDone : module.isComplete,
  );
  const firstOpen = modules.findIndex((module, at) =>
    at === index ? !isModuleDone : !module.isComplete,
  );
  const here = outline.findLast(
    (entry) =>
      blocks.findIndex(({ id }) => id === entry.id) <=
      blocks.findIndex(({ id }) => id === currentBlockId),
  );
  const contents = (
    <PlayerOutline
      link={props.isOrdered ? SavedFirstLink : PlayerLink}
      modules={modules.map((module, at) => ({
        id: module.id,
        title: module.title,
        href: `/learn/${courseId}/${module.id}`,
        state: stateOf(module, at),
        isLocked:
          props.isOrdered && firstOpen >= 0 && at > firstOpen && at !== index && !module.isComplete,
        blocks:
          at === index
            ? outline.map((entry) => ({
                ...entry,
                isSeen: completed.has(entry.id),
                isHere: entry.id === here?.id,
              }))
            : [],
      }))}
    />
  );

  return (
    <LessonContext value={lesson}>
      <PlayerFrame
        exitHref={`/courses/${courseId}`}
        courseTitle={props.courseTitle}
        link={PlayerLink}
        progress={{
          label: "Modules done",
          words: `${doneModules.length} of ${modules.length}`,
          parts: modules.map((module, at) => ({
            state: at === index && isModuleDone ? "done" : stateOf(module, at),
            share: counted.length === 0 ? 1 : done / counted.length,
          })),
        }}
        sync={
          <>
            <PlayerSync />
            <LessonByte />
          </>
        }
        actions={<ThemeToggle />}
        modes={
          props.forms.length > 1 ? (
            <LessonForms forms={props.forms} recommended={props.recommendedForm} />
          ) : undefined
        }
        outline={contents}
        phoneBar={<PhoneBar outline={contents} isCourseComplete={isCourseComplete} />}
      >
        {props.children}
      </PlayerFrame>
    </LessonContext>
  );
}

/** Says once, when the last block of the module is done, that the module is. */
function useModuleComplete({
  isModuleDone,
  courseId,
  moduleId,
  store,
}: {
  isModuleDone: boolean;
  courseId: CourseId;
  moduleId: ModuleId;
  store: LessonStore;
}): void {
  const { ready } = useOutbox();
  const { add } = useFinishedModules();
  const wasDone = useRef(isModuleDone);
  useEffect(() => {
    if (!isModuleDone || wasDone.current) return;
    wasDone.current = true;
    add(moduleId);
    const event = {
      clientId: makeClientId(),
      type: "module_complete",
      courseId,
      moduleId,
      blockId: null,
      modality: store.getState().form,
      durationSecs: null,
      occurredAt: new Date().toISOString(),
    } as const;
    void ready.then((outbox) => outbox.record(event));
  }, [isModuleDone, courseId, moduleId, store, ready, add]);
}
