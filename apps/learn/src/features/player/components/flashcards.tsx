"use client";

import type { Flashcard } from "@byteos/contracts/module-content";
import { RichTextView } from "@byteos/ui/patterns/blocks/rich-text-view";
import { Button } from "@byteos/ui/primitives/button";
import { useId, useRef, useState } from "react";

/** The module's cards one by one: think, turn, go on. Nothing is scheduled. */
export function Flashcards({ cards }: { cards: readonly Flashcard[] }) {
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
    <section aria-labelledby={titleId} className="mt-12 font-sans">
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
