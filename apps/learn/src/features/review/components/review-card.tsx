"use client";

import { useHotkeys } from "@byteos/ui/hooks/use-hotkeys";
import { RichTextView } from "@byteos/ui/patterns/blocks/rich-text-view";
import { Button } from "@byteos/ui/primitives/button";
import type { ReviewEntry } from "@byteos/usecases/review/load-review";
import { useEffect, useRef, useState } from "react";
import { makeClientId } from "../../outbox/outbox-entry.ts";
import { sendReview } from "../review-requests.ts";

type Grade = 1 | 2 | 3 | 4;
const names = ["Again", "Hard", "Good", "Easy"] as const;
const grades = [1, 2, 3, 4] as const;

const longestMs = 600_000;
const msSince = (startedAt: number) => Math.min(Date.now() - startedAt, longestMs);

function inDays(days: number): string {
  if (days < 30) return days === 1 ? "1 day" : `${days} days`;
  const months = Math.round(days / 30);
  return months === 1 ? "1 month" : `${months} months`;
}

/** A card: think, turn it, say how well it was known. Space turns; 1 to 4 grade. */
export function ReviewCard({
  entry,
  isRepeat,
  onGraded,
}: {
  entry: Extract<ReviewEntry, { kind: "card" }>;
  isRepeat: boolean;
  onGraded: (grade: Grade, clientId: string) => void;
}) {
  const [isTurned, setIsTurned] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const openedAt = useRef(0);
  const sending = useRef<{ grade: Grade; clientId: string } | null>(null);
  const good = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    openedAt.current = Date.now();
  }, []);
  useEffect(() => {
    if (isTurned) good.current?.focus();
  }, [isTurned]);

  const grade = async (value: Grade) => {
    if (!isTurned || isSaving) return;
    setIsSaving(true);
    setHasFailed(false);
    // The same grade sent again after a failure is the same review.
    if (sending.current?.grade !== value) {
      sending.current = { grade: value, clientId: makeClientId() };
    }
    const { clientId } = sending.current;
    const graded = await sendReview({
      clientId,
      courseId: entry.courseId,
      cardId: entry.cardId,
      grade: value,
      durationMs: msSince(openedAt.current),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    setIsSaving(false);
    if (graded === null) setHasFailed(true);
    else onGraded(value, clientId);
  };
  useHotkeys({
    " ": () => setIsTurned(true),
    "1": () => void grade(1),
    "2": () => void grade(2),
    "3": () => void grade(3),
    "4": () => void grade(4),
  });

  const nextIn = (value: Grade) =>
    value === 1 || isRepeat
      ? value === 1
        ? "10 minutes"
        : ""
      : inDays(entry.intervals[value - 2] ?? 1);
  return (
    <section
      aria-label={entry.isNew && !isRepeat ? "New card" : "Card"}
      className="rounded-card border-line-strong bg-raised grid min-h-72 content-between gap-6 border p-6 max-md:p-4"
    >
      <div aria-live="polite" className="grid gap-5">
        <p className="text-muted flex justify-between gap-3 text-xs font-medium">
          <span>{isRepeat ? "Once more" : entry.isNew ? "New card" : "Card"}</span>
          {entry.recall === null || isRepeat ? null : (
            <span>{Math.round(entry.recall * 100)}% likely known</span>
          )}
        </p>
        <p className="text-stem font-medium text-balance">
          <RichTextView content={entry.front} />
        </p>
        {isTurned ? (
          <p className="border-line animate-fade-in border-t pt-5 font-serif text-lg text-pretty">
            <RichTextView content={entry.back} />
          </p>
        ) : null}
      </div>
      <div className="grid gap-3">
        <p role="status" className="text-incorrect-fg text-sm empty:hidden">
          {hasFailed ? "This could not be saved. Check your connection and grade it again." : ""}
        </p>
        {isTurned ? (
          <div
            role="group"
            aria-label="How well did you know it?"
            className="grid grid-cols-4 gap-2 max-sm:grid-cols-2"
          >
            {grades.map((value) => (
              <Button
                key={value}
                {...(value === 3 ? { ref: good, variant: "primary" as const } : {})}
                size="lg"
                busy={isSaving}
                className="h-auto flex-col gap-0! px-2 py-1.5"
                onClick={() => void grade(value)}
              >
                {names[value - 1]}
                {nextIn(value) === "" ? null : (
                  <span className="text-xs font-normal">{nextIn(value)}</span>
                )}
              </Button>
            ))}
          </div>
        ) : (
          <Button variant="primary" size="lg" className="w-full" onClick={() => setIsTurned(true)}>
            Show the answer
          </Button>
        )}
      </div>
    </section>
  );
}
