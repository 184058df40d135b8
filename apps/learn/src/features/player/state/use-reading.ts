import type { LearningEventInput } from "@byteos/contracts/learning-event";
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
type Place = "below" | "seen" | "above";

function makeEvent(
  options: Pick<ReadingOptions, "courseId" | "moduleId">,
  event: Pick<LearningEventInput, "type" | "blockId" | "durationSecs">,
): LearningEventInput {
  return {
    clientId: makeClientId(),
    courseId: options.courseId,
    moduleId: options.moduleId,
    modality: "text",
    occurredAt: new Date().toISOString(),
    ...event,
  };
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
      return;
    document.getElementById(blockElementId(resumeBlockId))?.scrollIntoView({ block: "start" });
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

    const onScreen = new Set<string>();
    const places = new Map<string, Place>();
    const currentWatch = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const id = (entry.target as HTMLElement).dataset["blockId"] ?? "";
          if (entry.isIntersecting) onScreen.add(id);
          else onScreen.delete(id);
        }
        const first = latest.current.blocks.find(({ id }) => onScreen.has(id));
        if (first === undefined || first.id === store.getState().currentBlockId) return;
        store.getState().moveTo(first.id);
        if (timer !== null) clearTimeout(timer);
        timer = setTimeout(savePosition, settleMs);
      },
      // The band in which a reader's eyes rest: below the head, in the upper half.
      { rootMargin: "-72px 0px -55% 0px" },
    );
    const endWatch = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const id = (entry.target as HTMLElement).dataset["blockEnd"] ?? "";
          const place: Place = entry.isIntersecting
            ? "seen"
            : entry.boundingClientRect.top < 0
              ? "above"
              : "below";
          const before = places.get(id);
          places.set(id, place);
          // What lies above where the page opened has not been read now.
          const isRead = place === "seen" || (place === "above" && before === "below");
          const block = latest.current.blocks.find((each) => each.id === id);
          if (!isRead || block === undefined || block.isQuestion || !block.isCounted) continue;
          if (store.getState().completed.has(id)) continue;
          store.getState().complete(id);
          send({
            type: "block_view",
            blockId: block.id as LearningEventInput["blockId"],
            durationSecs: null,
          });
        }
      },
      { rootMargin: "0px 0px -64px 0px" },
    );
    for (const element of document.querySelectorAll("#lesson [data-block-id]"))
      currentWatch.observe(element);
    for (const element of document.querySelectorAll("#lesson [data-block-end]"))
      endWatch.observe(element);

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
      currentWatch.disconnect();
      endWatch.disconnect();
      for (const name of signs) window.removeEventListener(name, sign);
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("pagehide", savePosition);
    };
  }, [store, moduleId]);
}
