"use client";

import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import GripVertical from "lucide-react/icons/grip-vertical";
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from "react";
import { cn } from "../logic/cn.ts";
import { moveItem } from "../logic/move-item.ts";
import { IconButton } from "../primitives/icon-button.tsx";
import type { QuestionChoice } from "./option-list.tsx";

export interface OrderListProps {
  label: string;
  items: readonly QuestionChoice[];
  /** Ids in the learner's order. */
  value: readonly string[];
  onValueChange: (ids: string[]) => void;
  marks?: Readonly<Record<string, "correct" | "incorrect">>;
  isLocked?: boolean;
}

/** Put in order: drag the handle, use its arrow keys, or the buttons. Each move is announced. */
export function OrderList({
  label,
  items,
  value,
  onValueChange,
  marks = {},
  isLocked = false,
}: OrderListProps) {
  const helpId = useId();
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const byId = new Map(items.map((item) => [item.id, item]));

  const move = (id: string, to: number): void => {
    const from = value.indexOf(id);
    if (to < 0 || to >= value.length || to === from) return;
    onValueChange(moveItem(value, from, to));
    setAnnouncement(`Moved to position ${to + 1} of ${value.length}`);
  };
  const onHandleKey = (event: KeyboardEvent, id: string): void => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    move(id, value.indexOf(id) + step);
  };
  const onDrag = (event: PointerEvent, id: string): void => {
    if (dragged !== id) return;
    const rows = [...(list.current?.children ?? [])];
    const to = rows.findIndex((row) => {
      const box = row.getBoundingClientRect();
      return event.clientY >= box.top && event.clientY <= box.bottom;
    });
    if (to >= 0) move(id, to);
  };

  return (
    <div className="font-sans">
      <p id={helpId} className="sr-only">
        On the handle, the arrow keys move an item up or down.
      </p>
      <ol ref={list} aria-label={label} className="grid gap-2">
        {value.map((id, index) => {
          const mark = marks[id];
          return (
            <li
              key={id}
              className={cn(
                "flex min-h-12 items-center gap-1 rounded-option border bg-raised ps-1 pe-1 text-base",
                !mark && (isLocked ? "border-line-strong" : "border-control"),
                mark === "correct" && "border-correct bg-correct-soft",
                mark === "incorrect" && "border-incorrect bg-incorrect-soft",
                dragged === id && "border-primary bg-primary-soft shadow-2",
              )}
            >
              {isLocked ? null : (
                <IconButton
                  label={`Move item ${index + 1}`}
                  aria-describedby={helpId}
                  size="lg"
                  className="icon-18 cursor-grab touch-none active:cursor-grabbing"
                  onKeyDown={(event) => onHandleKey(event, id)}
                  onPointerDown={(event) => {
                    event.currentTarget.setPointerCapture(event.pointerId);
                    setDragged(id);
                  }}
                  onPointerMove={(event) => onDrag(event, id)}
                  onPointerUp={() => setDragged(null)}
                  onPointerCancel={() => setDragged(null)}
                >
                  <GripVertical aria-hidden />
                </IconButton>
              )}
              <span
                aria-hidden
                className="text-muted grid w-6 shrink-0 place-items-center text-sm font-semibold tabular-nums"
              >
                {index + 1}
              </span>
              <span className="min-w-0 flex-1 py-2">{byId.get(id)?.content}</span>
              {mark ? (
                <span
                  className={cn(
                    "icon-20 me-2 inline-flex items-center gap-1.5 text-sm font-semibold",
                    mark === "correct" ? "text-correct-fg" : "text-incorrect-fg",
                  )}
                >
                  {mark === "correct" ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}
                  {mark === "correct" ? "In place" : "Not yet"}
                </span>
              ) : null}
              {isLocked ? null : (
                <span className="icon-18 flex">
                  <IconButton
                    label={`Move item ${index + 1} up`}
                    size="lg"
                    disabled={index === 0}
                    onClick={() => move(id, index - 1)}
                  >
                    <ArrowUp aria-hidden />
                  </IconButton>
                  <IconButton
                    label={`Move item ${index + 1} down`}
                    size="lg"
                    disabled={index === value.length - 1}
                    onClick={() => move(id, index + 1)}
                  >
                    <ArrowDown aria-hidden />
                  </IconButton>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </div>
  );
}
