import type { LearningEventInput, Modality } from "@byteos/contracts/learning-event";
import { blockElementId } from "@byteos/ui/logic/block-element-id";
import { useEffect, useLayoutEffect, useRef } from "react";
import { makeClientId } from "../../outbox/outbox-entry.ts";
import type { LessonStore } from "./lesson-store.ts";
import { ReadingClock } from "./reading-clock.ts";

export interface ReadingOptions {
  readonly store: LessonStore;
  readonly courseId: LearningEventInput["courseId"];
  readonly moduleId: NonNullable<LearningEventInput["moduleId"]>;
  /** Every block of the module in order; questions are completed by answering, not by reading. */
  readonly blocks: readonly {
    readonly id: string;
    readonly isQuestion: boolean;
    readonly isCounted: boolean;
  }[];
  readonly resumeBlockId: string | null;
  readonly record: (event: LearningEventInput) => void;
}

const settleMs = 1_000;
/** Share of the window's height at which a reader's eyes are taken to rest. */
const readingLine = 0.41;
/** The phone's bar covers this much of the window's foot. */
const footHeight = 64;

function makeEvent(
  options: Pick<ReadingOptions, "courseId" | "moduleId" | "store">,
  event: Pick<LearningEventInput, "type" | "blockId" | "durationSecs">,
): LearningEventInput {
  return {
    clientId: makeClientId(),
    courseId: options.courseId,
    moduleId: options.moduleId,
    modality: options.store.getState().form,
    occurredAt: new Date().toISOString(),
    ...event,
  };
}

/**
 * The last block that begins above the reading line. Towards the end of the page the line moves down to
 * the window's foot, since what stands there cannot be scrolled higher.
 */
function blockAtReadingLine(elements: readonly HTMLElement[]): HTMLElement | undefined {
  const height = window.innerHeight;
  const left = document.documentElement.scrollHeight - height - window.scrollY;
  const isScrollable = left + window.scrollY > 0;
  const nearEnd = isScrollable ? Math.max(0, 1 - left / (height / 2)) : 0;
  const line = height * (readingLine + (0.95 - readingLine) * nearEnd);
  return elements[Math.max(countAbove(elements, line) - 1, 0)];
}

/** Another form than text stands before the blocks: a look at it leaves the place in the text where it was. */
function isAmongBlocks(elements: readonly HTMLElement[], form: Modality): boolean {
  return form === "text" || countAbove(elements, window.innerHeight * readingLine) > 0;
}

/** How many of the elements, which follow one another down the page, begin at or above `y` in the window. */
function countAbove(elements: readonly HTMLElement[], y: number): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const top = elements[middle]?.getBoundingClientRect().top ?? 0;
    if (top <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Ends of blocks that are on screen or that went past since the last look. A leap of more than a window and a
 * half passes over what lies between, which then has not been read.
 */
function endsPassed(ends: readonly HTMLElement[], moved: number): readonly HTMLElement[] {
  const isLeap = Math.abs(moved) > window.innerHeight * 1.5;
  const above = isLeap ? 0 : Math.max(moved, 0);
  return ends.slice(countAbove(ends, -above), countAbove(ends, window.innerHeight - footHeight));
}

/** How React marks a part of the page that has come but is not in its place yet. */
const waitingPart = 'template[id^="B:"]';

/** Runs once all of the text is in its place, which it nearly always is already: then at once. */
function whenWhole(run: () => void): () => void {
  const lesson = document.getElementById("lesson");
  if (lesson === null || lesson.querySelector(waitingPart) === null) {
    run();
    return () => undefined;
  }
  const observer = new MutationObserver(() => {
    if (lesson.querySelector(waitingPart) !== null) return;
    observer.disconnect();
    run();
  });
  observer.observe(lesson, { childList: true, subtree: true });
  return () => observer.disconnect();
}

/**
 * Follows the reader through a module: which block is on screen, which have been read to their end, and for how
 * long. Opens at the block they left off, and says so to the server as they go.
 */
export function useReading(options: ReadingOptions): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const { store, moduleId } = options;

  useLayoutEffect(() => {
    const { resumeBlockId, blocks } = latest.current;
    if (window.location.hash !== "" || resumeBlockId === null || resumeBlockId === blocks[0]?.id)
      return undefined;
    return whenWhole(() => {
      const element = document.getElementById(blockElementId(resumeBlockId));
      if (element === null) return;
      // A little above the reading line, so that the place found again is the place that was kept.
      const top =
        element.getBoundingClientRect().top +
        window.scrollY -
        window.innerHeight * (readingLine - 0.01);
      window.scrollTo({ top: Math.max(top, 0), behavior: "instant" });
    });
  }, [moduleId]);

  useEffect(() => {
    const clock = new ReadingClock(Date.now());
    const send = (event: Pick<LearningEventInput, "type" | "blockId" | "durationSecs">) =>
      latest.current.record(makeEvent(latest.current, event));
    send({ type: "module_start", blockId: null, durationSecs: null });

    let timer: ReturnType<typeof setTimeout> | null = null;
    let savedBlockId: string | null = null;
    const savePosition = () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      const { currentBlockId } = store.getState();
      const durationSecs = clock.take(Date.now());
      const place = latest.current.blocks.find(({ id }) => id === currentBlockId);
      if (place === undefined || (currentBlockId === savedBlockId && durationSecs < 5)) return;
      savedBlockId = currentBlockId;
      // safe because ids of blocks were parsed on the server
      send({
        type: "position_save",
        blockId: place.id as LearningEventInput["blockId"],
        durationSecs,
      });
    };

    const ends = [...document.querySelectorAll<HTMLElement>("#lesson [data-block-end]")];
    let lastScrollY = window.scrollY;
    const markRead = () => {
      const moved = window.scrollY - lastScrollY;
      lastScrollY = window.scrollY;
      for (const { dataset } of endsPassed(ends, moved)) {
        const block = latest.current.blocks.find(({ id }) => id === dataset["blockEnd"]);
        if (block === undefined || block.isQuestion || !block.isCounted) continue;
        if (store.getState().completed.has(block.id)) continue;
        store.getState().complete(block.id);
        send({
          type: "block_view",
          blockId: block.id as LearningEventInput["blockId"],
          durationSecs: null,
        });
      }
    };
    const elements = [...document.querySelectorAll<HTMLElement>("#lesson [data-block-id]")];
    const follow = () => {
      markRead();
      if (!isAmongBlocks(elements, store.getState().form)) return;
      const id = blockAtReadingLine(elements)?.dataset["blockId"];
      if (id === undefined || id === store.getState().currentBlockId) return;
      store.getState().moveTo(id);
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(savePosition, settleMs);
    };
    let frame = 0;
    const onScroll = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(follow);
    };
    // Where the focus is, the reader is, until they scroll on.
    const onFocus = (event: FocusEvent) => {
      const block = (event.target as Element).closest<HTMLElement>("[data-block-id]");
      const id = block?.dataset["blockId"];
      if (id !== undefined) store.getState().moveTo(id);
    };
    follow();
    document.addEventListener("focusin", onFocus);

    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", onScroll);
    const sign = () => clock.sign(Date.now());
    const onVisibility = () => {
      const isVisible = document.visibilityState === "visible";
      clock.setVisible(isVisible, Date.now());
      if (!isVisible) savePosition();
    };
    const signs = ["scroll", "pointerdown", "keydown"] as const;
    for (const name of signs) window.addEventListener(name, sign, { passive: true });
    document.addEventListener("visibilitychange", onVisibility);
    window.addEventListener("pagehide", savePosition);
    return () => {
      savePosition();
      cancelAnimationFrame(frame);
      document.removeEventListener("focusin", onFocus);
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", onScroll);
      for (const name of signs) window.removeEventListener(name, sign);
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("pagehide", savePosition);
    };
  }, [store, moduleId]);
}
