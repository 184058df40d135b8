"use client";

import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import { cn } from "../logic/cn.ts";

export type FillInPart = { text: string } | { blankId: string };

export interface FillInProps {
  name: string;
  parts: readonly FillInPart[];
  value: Readonly<Record<string, string>>;
  onValueChange: (value: Record<string, string>) => void;
  marks?: Readonly<Record<string, "correct" | "incorrect">>;
  isLocked?: boolean;
}

/** A sentence with gaps to write in. */
export function FillIn({
  name,
  parts,
  value,
  onValueChange,
  marks = {},
  isLocked = false,
}: FillInProps) {
  const blankIds = parts.flatMap((part) => ("blankId" in part ? part.blankId : []));
  return (
    <p className="font-sans text-base leading-11 text-pretty">
      {parts.map((part, index) => {
        if ("text" in part) return <span key={index}>{part.text}</span>;
        const mark = marks[part.blankId];
        const text = value[part.blankId] ?? "";
        const position = blankIds.indexOf(part.blankId) + 1;
        return (
          <span
            key={part.blankId}
            className="icon-18 mx-1 inline-flex items-center gap-1.5 align-middle"
          >
            <input
              name={`${name}-${part.blankId}`}
              aria-label={
                (blankIds.length > 1 ? `Gap ${position} of ${blankIds.length}` : "Gap") +
                (mark ? (mark === "correct" ? ", correct" : ", not yet") : "")
              }
              aria-invalid={mark === "incorrect" || undefined}
              value={text}
              readOnly={isLocked}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              size={Math.max(8, Math.min(text.length + 2, 32))}
              onChange={(event) => onValueChange({ ...value, [part.blankId]: event.target.value })}
              className={cn(
                "min-h-11 max-w-full rounded-control border px-3 text-base",
                !mark && "border-control",
                mark === "correct" &&
                  "border-correct bg-correct-soft shadow-[inset_0_0_0_1px_var(--correct)]",
                mark === "incorrect" &&
                  "border-incorrect bg-incorrect-soft shadow-[inset_0_0_0_1px_var(--incorrect)]",
              )}
            />
            {mark === "correct" ? <CircleCheck aria-hidden className="text-correct-fg" /> : null}
            {mark === "incorrect" ? <CircleX aria-hidden className="text-incorrect-fg" /> : null}
          </span>
        );
      })}
    </p>
  );
}
