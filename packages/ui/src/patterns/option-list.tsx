"use client";

import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

export interface QuestionChoice {
  id: string;
  content: ReactNode;
}

/** correct, incorrect: chosen and graded. answer: right but not chosen, shown once the answer is revealed. */
export type ChoiceMark = "correct" | "incorrect" | "answer";

export interface OptionListProps {
  kind: "single" | "multiple";
  /** Groups the inputs: the question's id. */
  name: string;
  /** Accessible name, or the id of the stem with `labelledBy`. */
  label?: string;
  labelledBy?: string;
  choices: readonly QuestionChoice[];
  value: readonly string[];
  onValueChange: (ids: string[]) => void;
  marks?: Readonly<Record<string, ChoiceMark>>;
  /** Graded: nothing can be changed any more. */
  isLocked?: boolean;
}

export function toggleChoice(
  kind: "single" | "multiple",
  value: readonly string[],
  id: string,
): string[] {
  if (kind === "single") return [id];
  return value.includes(id) ? value.filter((other) => other !== id) : [...value, id];
}

const words: Record<ChoiceMark, string> = {
  correct: "Correct",
  incorrect: "Not yet",
  answer: "The answer",
};

/** Options of 48 px; real radio buttons and checkboxes underneath. */
export function OptionList({
  kind,
  name,
  label,
  labelledBy,
  choices,
  value,
  onValueChange,
  marks = {},
  isLocked = false,
}: OptionListProps) {
  return (
    <div
      role={kind === "single" ? "radiogroup" : "group"}
      aria-label={label}
      aria-labelledby={labelledBy}
      className="grid gap-2 font-sans"
    >
      {choices.map((choice, index) => {
        const isChosen = value.includes(choice.id);
        const mark = marks[choice.id];
        const isRight = mark === "correct" || mark === "answer";
        const inputId = `${name}-${choice.id}`;
        return (
          <label
            key={choice.id}
            htmlFor={inputId}
            className={cn(
              "group relative flex min-h-12 items-center gap-3 rounded-option border py-2 ps-2.5 pe-4 text-base has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring max-md:min-h-13",
              isLocked
                ? "cursor-default"
                : "cursor-pointer transition-transform duration-press active:translate-y-px",
              !mark &&
                !isChosen &&
                (isLocked
                  ? "border-line-strong text-muted"
                  : "border-control bg-raised hover:bg-surface"),
              !mark &&
                isChosen &&
                "border-primary bg-primary-soft shadow-[inset_0_0_0_1px_var(--primary)]",
              isRight && "border-correct bg-correct-soft shadow-[inset_0_0_0_1px_var(--correct)]",
              mark === "incorrect" &&
                "border-incorrect bg-incorrect-soft shadow-[inset_0_0_0_1px_var(--incorrect)]",
            )}
          >
            <input
              id={inputId}
              type={kind === "single" ? "radio" : "checkbox"}
              name={name}
              value={choice.id}
              checked={isChosen}
              disabled={isLocked}
              onChange={() => onValueChange(toggleChoice(kind, value, choice.id))}
              className="absolute inset-0 cursor-[inherit] opacity-0"
            />
            <span
              aria-hidden
              className={cn(
                "grid size-7 shrink-0 place-items-center text-sm font-semibold tabular-nums",
                kind === "single" ? "rounded-control" : "rounded-xs",
                !mark && !isChosen && "bg-surface-2 text-muted",
                !mark && isChosen && "bg-primary text-on-primary",
                isRight && "bg-correct text-bg",
                mark === "incorrect" && "bg-incorrect text-bg",
              )}
            >
              {index + 1}
            </span>
            <span className="min-w-0 flex-1">{choice.content}</span>
            {mark ? (
              <span
                className={cn(
                  "icon-20 inline-flex shrink-0 items-center gap-1.5 text-sm font-semibold whitespace-nowrap",
                  isRight ? "text-correct-fg" : "text-incorrect-fg",
                )}
              >
                {isRight ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}
                {words[mark]}
              </span>
            ) : null}
          </label>
        );
      })}
    </div>
  );
}
