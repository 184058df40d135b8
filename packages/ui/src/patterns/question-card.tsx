"use client";

import { type ReactNode, useRef } from "react";
import { useHotkeys } from "../hooks/use-hotkeys.ts";
import { cn } from "../logic/cn.ts";
import { Button } from "../primitives/button.tsx";

export interface QuestionCardProps {
  id: string;
  /** "Question 1". */
  label: string;
  /** At the end of the head: "Skill: lag to distance". */
  aside?: ReactNode;
  stem: ReactNode;
  /** OptionList, FillIn, OrderList or MatchList. */
  children: ReactNode;
  outcome: "correct" | "incorrect" | "partly" | null;
  /** An answer is there to be checked. */
  isReady: boolean;
  isChecking?: boolean;
  feedback?: ReactNode;
  onCheck: () => void;
  onRetry?: () => void;
  onContinue?: () => void;
  onHint?: () => void;
  /** "Hint 1 of 3". */
  hintLabel?: string;
  /** Number keys choose: called with 0 for 1. */
  onChooseIndex?: (index: number) => void;
  /** The keys 1 to 9, Enter and h are for this question even without focus in it. One a page. */
  isActive?: boolean;
  /** On a phone the bottom bar carries the buttons. */
  hasPhoneActions?: boolean;
  className?: string;
}

export function QuestionCard({
  id,
  label,
  aside,
  stem,
  children,
  outcome,
  isReady,
  isChecking = false,
  feedback,
  onCheck,
  onRetry,
  onContinue,
  onHint,
  hintLabel = "Hint",
  onChooseIndex,
  isActive = false,
  hasPhoneActions = true,
  className,
}: QuestionCardProps) {
  const card = useRef<HTMLElement>(null);
  const isGraded = outcome !== null;
  const proceed = (): void => {
    if (isChecking) return;
    if (!isGraded) {
      if (isReady) onCheck();
    } else if (outcome !== "correct" && onRetry) onRetry();
    else onContinue?.();
  };
  /** Every question of a page listens; a press belongs to the one being read, or with the focus in it. */
  const mine = (event: KeyboardEvent, act: () => void): boolean => {
    const isMine = isActive || card.current?.contains(event.target as Node) === true;
    if (isMine) act();
    return isMine;
  };
  const keys: Record<string, (event: KeyboardEvent) => boolean> = {};
  if (onChooseIndex && !isGraded && !isChecking) {
    for (let number = 1; number <= 9; number += 1) {
      keys[String(number)] = (event) => mine(event, () => onChooseIndex(number - 1));
    }
  }
  if (onHint) keys["h"] = (event) => mine(event, onHint);
  useHotkeys(keys);
  useHotkeys({ Enter: (event) => mine(event, proceed) }, { isEnabled: isActive });

  return (
    <section
      id={id}
      ref={card}
      aria-label={label}
      className={cn(
        "rounded-card border border-line-strong bg-raised p-6 font-sans max-md:p-4",
        className,
      )}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          proceed();
        }}
      >
        <div className="text-muted flex justify-between gap-3 text-xs font-medium">
          <span>{label}</span>
          {aside ? <span>{aside}</span> : null}
        </div>
        <div id={`${id}-stem`} className="text-stem mt-2 mb-5 font-medium">
          {stem}
        </div>
        {children}
        <div className="mt-5 flex items-end justify-between gap-x-4 gap-y-4 max-md:grid max-md:grid-cols-1">
          <div className="min-w-0 flex-1">{feedback}</div>
          <div
            className={cn(
              "flex shrink-0 flex-wrap gap-2 max-md:[&>*]:flex-1",
              !hasPhoneActions && "max-md:hidden",
            )}
          >
            {onHint && outcome !== "correct" ? (
              <Button size="lg" onClick={onHint}>
                {hintLabel}
              </Button>
            ) : null}
            {isGraded ? null : (
              <Button
                type="submit"
                variant="primary"
                size="lg"
                disabled={!isReady}
                busy={isChecking}
              >
                {isChecking ? "Checking…" : "Check"}
              </Button>
            )}
            {isGraded && outcome !== "correct" && onRetry ? (
              <>
                {onContinue ? (
                  <Button size="lg" variant="ghost" onClick={onContinue}>
                    Continue
                  </Button>
                ) : null}
                <Button type="submit" variant="primary" size="lg">
                  Try again
                </Button>
              </>
            ) : null}
            {isGraded && (outcome === "correct" || !onRetry) && onContinue ? (
              <Button type="submit" variant="primary" size="lg">
                Continue
              </Button>
            ) : null}
          </div>
        </div>
      </form>
    </section>
  );
}
