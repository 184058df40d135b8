"use client";

import { cn } from "@byteos/ui/logic/cn";
import { BlockIcon } from "@byteos/ui/patterns/block-icon";
import { Kbd } from "@byteos/ui/primitives/kbd";
import type { Editor } from "@tiptap/core";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { chooseBlock, slashStore } from "../plugins/slash-menu.ts";

const height = 420;

/** The list that `/` opens, under the line it was typed in. */
export function SlashList({ editor, frame }: { editor: Editor; frame: HTMLElement | null }) {
  const { isOpen, choices, active, range, editor: owner } = useStore(slashStore);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  if (!isOpen || owner !== editor || range === null || frame === null) return null;
  const caret = editor.view.coordsAtPos(range.from);
  const box = frame.getBoundingClientRect();
  const isAbove = caret.bottom + height > window.innerHeight && caret.top > height;
  return (
    <div
      style={{
        insetInlineStart: Math.max(0, Math.min(caret.left - box.left, box.width - 344)),
        top: isAbove ? undefined : caret.bottom - box.top + 8,
        bottom: isAbove ? box.bottom - caret.top + 8 : undefined,
      }}
      className="rounded-menu border-line-strong bg-raised shadow-3 z-pop animate-pop-in absolute w-86 max-w-full border p-1.5 font-sans text-sm"
    >
      <p className="text-muted px-2 pt-1 pb-1.5 text-xs font-medium">Insert below</p>
      <div
        ref={list}
        role="listbox"
        aria-label="Insert a block"
        className="max-h-80 overflow-y-auto"
      >
        {choices.map((choice, index) => (
          <div
            key={choice.id}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onMouseMove={() => slashStore.setState({ active: index })}
            onMouseDown={(event) => {
              event.preventDefault();
              chooseBlock(choice);
            }}
            className={cn(
              "rounded-control flex min-h-11 cursor-pointer items-center gap-3 px-2 py-1 max-md:min-h-13",
              index === active && "bg-hover",
            )}
          >
            <BlockIcon type={choice.type} isTile />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{choice.title}</span>
              <span className="text-muted block truncate text-xs">{choice.hint}</span>
            </span>
            {choice.letter ? <Kbd>{choice.letter}</Kbd> : null}
          </div>
        ))}
      </div>
      <div className="border-line text-muted mt-1 flex gap-3 border-t px-2 pt-2 pb-1 text-xs max-md:hidden">
        <span className="flex items-center gap-1.5">
          <Kbd>↑↓</Kbd>choose
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd>↵</Kbd>insert
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd>esc</Kbd>close
        </span>
      </div>
    </div>
  );
}
