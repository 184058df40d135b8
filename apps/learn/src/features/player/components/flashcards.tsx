"use client";

import type { Flashcard } from "@byteos/contracts/module-content";
import { cn } from "@byteos/ui/logic/cn";
import { RichTextView } from "@byteos/ui/patterns/blocks/rich-text-view";
import { Button } from "@byteos/ui/primitives/button";
import { useId, useRef, useState } from "react";
import { cardsElementId } from "../state/element-ids.ts";
import { useLessonState } from "../state/lesson-context.tsx";

/**
 * The module's cards: before the text where it is studied with them, else after it. One of the two places is
 * empty at a time.
 */
export function Flashcards({
  cards,
  place,
}: {
  cards: readonly Flashcard[];
  place: "first" | "last";
}) {
  const isFirst = useLessonState(({ form }) => form === "flashcards");
  return isFirst === (place === "first") ? <Deck cards={cards} isFirst={isFirst} /> : null;
}

/** One by one: think, turn, go on. Nothing is scheduled. */
function Deck({ cards, isFirst }: { cards: readonly Flashcard[]; isFirst: boolean }) {
  const [index, setIndex] = useState(0);
  const [isTurned, setIsTurned] = useState(false);
  const turnButton = useRef<HTMLButtonElement>(null);
  const titleId = useId();
  const card = cards[index];
  if (card === undefined) return null;
  const show = (next: number) => {
    setIndex((next + cards.length) % cards.length);
    setIsTurned(false);
    turnButton.current?.focus();
  };
  return (
    <section
      id={cardsElementId}
      aria-labelledby={titleId}
      className={cn("scroll-mt-32 font-sans outline-none", isFirst ? "mt-8" : "mt-12")}
    >
      <div className="flex items-baseline justify-between gap-4">
        <h2 id={titleId} className="text-base font-semibold">
          Cards
        </h2>
        <p className="text-muted text-sm tabular-nums">
          {index + 1} of {cards.length}
        </p>
      </div>
      <div className="rounded-card bg-surface mt-3 grid min-h-44 content-between gap-6 p-6 max-md:p-4">
        <div aria-live="polite" className="grid gap-4">
          <p className="text-stem font-medium">
            <RichTextView content={card.front} />
          </p>
          {isTurned ? (
            <p className="border-line animate-fade-in border-t pt-4 font-serif text-base">
              <RichTextView content={card.back} />
            </p>
          ) : null}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button ref={turnButton} onClick={() => setIsTurned(!isTurned)}>
            {isTurned ? "Hide the answer" : "Turn the card"}
          </Button>
          {cards.length > 1 ? (
            <>
              <Button variant="ghost" onClick={() => show(index - 1)}>
                Back
              </Button>
              <Button variant="ghost" onClick={() => show(index + 1)}>
                Next card
              </Button>
            </>
          ) : null}
        </div>
      </div>
    </section>
  );
}
