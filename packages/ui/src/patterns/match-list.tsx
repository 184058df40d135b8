"use client";

import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import { cn } from "../logic/cn.ts";
import { NativeSelect } from "../primitives/native-select.tsx";
import type { QuestionChoice } from "./option-list.tsx";

export interface MatchListProps {
  name: string;
  lefts: readonly (QuestionChoice & { label: string })[];
  /** Plain text, since the platform's list shows it. */
  rights: readonly { id: string; label: string }[];
  /** Right id by left id. */
  value: Readonly<Record<string, string>>;
  onValueChange: (value: Record<string, string>) => void;
  marks?: Readonly<Record<string, "correct" | "incorrect">>;
  isLocked?: boolean;
}

/** Pairs: each left has a list of the rights; a right that is taken moves to its new partner. */
export function MatchList({
  name,
  lefts,
  rights,
  value,
  onValueChange,
  marks = {},
  isLocked = false,
}: MatchListProps) {
  const choose = (leftId: string, rightId: string): void => {
    const others = Object.entries(value).filter(
      ([left, right]) => left !== leftId && right !== rightId,
    );
    onValueChange(Object.fromEntries(rightId ? [...others, [leftId, rightId]] : others));
  };
  return (
    <ul className="grid gap-2 font-sans">
      {lefts.map((left) => {
        const mark = marks[left.id];
        return (
          <li
            key={left.id}
            className={cn(
              "grid items-center gap-x-4 gap-y-2 rounded-option border p-2 ps-4 text-base sm:grid-cols-2",
              !mark && "border-line-strong bg-raised",
              mark === "correct" && "border-correct bg-correct-soft",
              mark === "incorrect" && "border-incorrect bg-incorrect-soft",
            )}
          >
            <span className="min-w-0 py-1">{left.content}</span>
            <span className="icon-20 flex min-w-0 items-center gap-2">
              <NativeSelect
                name={`${name}-${left.id}`}
                aria-label={`Partner of ${left.label}`}
                value={value[left.id] ?? ""}
                disabled={isLocked}
                onChange={(event) => choose(left.id, event.target.value)}
                options={[
                  { value: "", label: "Choose a partner" },
                  ...rights.map((right) => ({ value: right.id, label: right.label })),
                ]}
                className="min-w-0 flex-1 [&>select]:min-h-11"
              />
              {mark === "correct" ? (
                <CircleCheck aria-label="Correct" className="text-correct-fg" />
              ) : null}
              {mark === "incorrect" ? (
                <CircleX aria-label="Not yet" className="text-incorrect-fg" />
              ) : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
