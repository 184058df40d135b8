"use client";

import type { OutlineModule } from "@byteos/contracts/outline";
import { cn } from "@byteos/ui/logic/cn";
import { MoreMenu } from "@byteos/ui/patterns/more-menu";
import { Badge } from "@byteos/ui/primitives/badge";
import { DropdownMenuItem, DropdownMenuSeparator } from "@byteos/ui/primitives/dropdown-menu";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import ChevronRight from "lucide-react/icons/chevron-right";
import GripVertical from "lucide-react/icons/grip-vertical";
import { useState } from "react";
import { SectionRow } from "./section-row.tsx";
import { TitleField } from "./title-field.tsx";

interface ModuleEdits {
  rename: (title: string) => void;
  setIncluded: (isIncluded: boolean) => void;
  mergeWithNext: (() => void) | undefined;
  splitAt: (sectionId: string) => void;
  moveBy: (places: number) => void;
}

export interface ModuleRowProps {
  importId: string;
  module: OutlineModule;
  /** 1-based among the modules that stay; null for one that is left out. */
  number: number | null;
  edits: ModuleEdits;
}

function sizeWords(module: OutlineModule): string {
  const words = module.sections.reduce((sum, section) => sum + section.words, 0);
  const pages = module.sections.flatMap((section) => section.page ?? []);
  const from = pages.length === 0 ? "" : `, from p. ${Math.min(...pages)}`;
  return `${words.toLocaleString("en")} words${from}`;
}

export function ModuleRow({ importId, module, number, edits }: ModuleRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const {
    attributes,
    listeners,
    setNodeRef,
    setActivatorNodeRef,
    transform,
    transition,
    isDragging,
  } = useSortable({ id: module.id });
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={cn(
        "border-b border-line bg-bg last:border-b-0",
        isDragging && "relative z-sticky rounded-option shadow-3",
      )}
    >
      <div className="flex items-center gap-2 py-2">
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          aria-label={`Move ${module.title}`}
          className="text-muted hover:text-fg rounded-control grid size-7 shrink-0 cursor-grab touch-none place-items-center"
        >
          <GripVertical aria-hidden />
        </button>
        <span className="text-muted w-6 shrink-0 text-center text-sm tabular-nums">
          {number ?? ""}
        </span>
        <div className="min-w-0 flex-1">
          <TitleField
            aria-label={
              number === null ? "Title of a module left out" : `Title of module ${number}`
            }
            title={module.title}
            onTitle={edits.rename}
            className={cn(
              "border-transparent! font-medium hover:border-control! focus:border-control!",
              !module.isIncluded && "text-muted line-through",
            )}
          />
          <p className="text-muted flex flex-wrap items-center gap-x-2 ps-3 text-xs">
            {module.isIncluded ? null : <Badge>Left out</Badge>}
            <span className="tabular-nums">{sizeWords(module)}</span>
            {!module.isIncluded && module.note !== undefined && <span>{module.note}</span>}
          </p>
        </div>
        <IconButton
          label={`${isOpen ? "Hide" : "Show"} the sections of ${module.title}`}
          size="sm"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <ChevronRight aria-hidden className={cn("transition-transform", isOpen && "rotate-90")} />
        </IconButton>
        <MoreMenu label={`Change ${module.title}`}>
          <DropdownMenuItem onSelect={() => edits.moveBy(-1)}>Move up</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => edits.moveBy(1)}>Move down</DropdownMenuItem>
          {edits.mergeWithNext !== undefined && (
            <DropdownMenuItem onSelect={edits.mergeWithNext}>Merge with the next</DropdownMenuItem>
          )}
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => edits.setIncluded(!module.isIncluded)}>
            {module.isIncluded ? "Leave out" : "Take back in"}
          </DropdownMenuItem>
        </MoreMenu>
      </div>
      {isOpen && (
        <ul className="ms-9 mb-3 text-sm max-sm:ms-2">
          {module.sections.map((section, index) => (
            <SectionRow
              key={section.id}
              importId={importId}
              section={section}
              onSplit={index === 0 ? undefined : () => edits.splitAt(section.id)}
            />
          ))}
        </ul>
      )}
    </li>
  );
}
