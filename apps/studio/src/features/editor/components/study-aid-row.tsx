"use client";

import type { SourceRange } from "@byteos/contracts/source";
import { cn } from "@byteos/ui/logic/cn";
import { MoreMenu } from "@byteos/ui/patterns/more-menu";
import {
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
} from "@byteos/ui/primitives/dropdown-menu";
import { useId, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { PassageView } from "./passage-view.tsx";

export interface StudyAidRowProps {
  id: string;
  /** "Objective 2": what the row's buttons speak of. */
  name: string;
  index: number;
  count: number;
  sources: readonly SourceRange[];
  isReadOnly: boolean;
  onMove: (to: number) => void;
  onRemove: () => void;
  children: ReactNode;
}

/** One objective, term or card: its fields, the page it comes from, and what can be done with it. */
export function StudyAidRow({
  id,
  name,
  index,
  count,
  sources,
  isReadOnly,
  onMove,
  onRemove,
  children,
}: StudyAidRowProps) {
  const [isSourceOpen, setIsSourceOpen] = useState(false);
  const sourceId = useId();
  const [source] = sources;
  const page = source?.page === undefined ? "Source" : `p. ${source.page}`;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isReadOnly || !event.altKey || !event.shiftKey) return;
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    onMove(index + (event.key === "ArrowUp" ? -1 : 1));
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys move the item from any of its fields
    <li
      data-aid-id={id}
      onKeyDown={onKeyDown}
      className="rounded-option border-line-strong bg-raised border px-2 py-2 [contain-intrinsic-size:auto_64px] [content-visibility:auto]"
    >
      <div className="flex items-start gap-1">
        <div className="min-w-0 flex-1">{children}</div>
        {isReadOnly ? null : (
          <MoreMenu label={`More for ${name.toLowerCase()}`} size="xs" className="max-md:size-11">
            <DropdownMenuItem disabled={index === 0} onSelect={() => onMove(index - 1)}>
              Move up <DropdownMenuShortcut>Alt Shift ↑</DropdownMenuShortcut>
            </DropdownMenuItem>
            <DropdownMenuItem disabled={index === count - 1} onSelect={() => onMove(index + 1)}>
              Move down <DropdownMenuShortcut>Alt Shift ↓</DropdownMenuShortcut>
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem tone="danger" onSelect={onRemove}>
              Delete
            </DropdownMenuItem>
          </MoreMenu>
        )}
      </div>
      {source === undefined ? null : (
        <>
          <button
            type="button"
            aria-expanded={isSourceOpen}
            aria-controls={isSourceOpen ? sourceId : undefined}
            aria-label={`${page}: where ${name.toLowerCase()} comes from`}
            onClick={() => setIsSourceOpen(!isSourceOpen)}
            className={cn(
              "text-block-source rounded-control hover:bg-surface-2 inline-flex min-h-6 items-center px-1 text-xs font-semibold max-md:min-h-11 max-md:min-w-11",
              isSourceOpen && "bg-surface-2",
            )}
          >
            {page}
          </button>
          {isSourceOpen ? (
            <div id={sourceId} className="px-1">
              {sources.slice(0, 3).map((range, at) => (
                <PassageView
                  key={`${range.documentId}-${range.start}-${range.end}`}
                  range={range}
                  isFirst={at === 0}
                />
              ))}
            </div>
          ) : null}
        </>
      )}
    </li>
  );
}
