"use client";

import { cn } from "@byteos/ui/logic/cn";
import { BlockIcon } from "@byteos/ui/patterns/block-icon";
import { showToast } from "@byteos/ui/patterns/toaster";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import type { EditableModule } from "@byteos/usecases/course/load-course-for-edit";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronRight from "lucide-react/icons/chevron-right";
import Plus from "lucide-react/icons/plus";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { DragEvent, KeyboardEvent } from "react";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";

const ModuleMenu = dynamic(() => import("./module-menu.tsx").then((part) => part.ModuleMenu), {
  ssr: false,
});

const quiet = (work: Promise<unknown>): void => void work.catch(() => undefined);
const dragType = "application/x-byteos-module";

function TitleField({ module, onDone }: { module: EditableModule; onDone: () => void }) {
  const editor = useCourseEditor();
  const [title, setTitle] = useState(module.title);
  const finish = (isKept: boolean): void => {
    onDone();
    if (isKept) quiet(editor.structure.rename(module.id, title));
  };
  return (
    <input
      aria-label="Title of the module"
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field takes the place of the row that was chosen
      autoFocus
      value={title}
      maxLength={300}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTitle(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish(true);
        if (event.key === "Escape") finish(false);
      }}
      className="border-control rounded-control bg-bg min-h-7 min-w-0 flex-1 border px-1.5 text-sm"
    />
  );
}

function BlockList() {
  const editor = useCourseEditor();
  const lines = useEditorState((state) => state.lines);
  const currentId = useEditorState((state) => state.currentBlockId);
  if (lines.length === 0) return null;
  return (
    <ul className="mt-0.5 mb-1.5">
      {lines.map((line) => (
        <li key={line.id} className="[contain-intrinsic-size:auto_30px] [content-visibility:auto]">
          <button
            type="button"
            aria-current={line.id === currentId ? "true" : undefined}
            onClick={() => editor.goToBlock(line.id)}
            className="text-muted hover:bg-surface-2 aria-[current]:bg-primary-soft aria-[current]:text-primary-soft-fg rounded-control flex min-h-7.5 w-full items-center gap-2.5 ps-8 pe-2 text-start aria-[current]:font-medium max-md:min-h-11"
          >
            <BlockIcon type={line.type} className="shrink-0" />
            <span className="truncate">{line.label}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function ModuleRow({ module, index }: { module: EditableModule; index: number }) {
  const editor = useCourseEditor();
  const isOpen = useEditorState((state) => state.openId === module.id);
  const isStarted = useEditorState((state) => state.openState !== "picture");
  const [isRenaming, setIsRenaming] = useState(false);
  const [dropSide, setDropSide] = useState<"before" | "after" | null>(null);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!editor.isEditable) return;
    if (event.key === "F2") {
      event.preventDefault();
      setIsRenaming(true);
    }
    if (event.altKey && event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      quiet(editor.structure.move(module.id, index + (event.key === "ArrowUp" ? -1 : 1)));
    }
  };
  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes(dragType)) return;
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    setDropSide(event.clientY < box.top + box.height / 2 ? "before" : "after");
  };
  const onDrop = (event: DragEvent): void => {
    setDropSide(null);
    const moved = event.dataTransfer.getData(dragType);
    if (moved === "" || moved === module.id) return;
    event.preventDefault();
    const { modules } = editor.store.getState();
    const from = modules.findIndex((each) => each.id === moved);
    const to = dropSide === "after" ? index + 1 : index;
    quiet(editor.structure.move(moved, from < to ? to - 1 : to));
  };
  return (
    <li>
      <div
        onDragOver={onDragOver}
        onDragLeave={() => setDropSide(null)}
        onDrop={onDrop}
        className={cn(
          "group/module rounded-control relative flex items-start hover:bg-surface-2",
          dropSide === "before" &&
            "before:bg-primary before:absolute before:inset-x-1 before:-top-px before:h-0.5",
          dropSide === "after" &&
            "after:bg-primary after:absolute after:inset-x-1 after:-bottom-px after:h-0.5",
        )}
      >
        {isRenaming ? (
          <span className="flex min-h-8 flex-1 items-center gap-2 ps-2">
            <TitleField module={module} onDone={() => setIsRenaming(false)} />
          </span>
        ) : (
          <button
            type="button"
            aria-expanded={isOpen}
            draggable={editor.isEditable}
            onDragStart={(event) => {
              event.dataTransfer.setData(dragType, module.id);
              event.dataTransfer.effectAllowed = "move";
            }}
            onDoubleClick={() => editor.isEditable && setIsRenaming(true)}
            onClick={() => void editor.open(module.id)}
            onKeyDown={onKeyDown}
            className={cn(
              "flex min-h-8 min-w-0 flex-1 items-start gap-2 px-2 py-1.5 text-start font-medium max-md:min-h-11 max-md:py-3",
              isOpen ? "text-fg" : "text-muted",
            )}
          >
            <Chevron aria-hidden className="mt-0.5 shrink-0 rtl:-scale-x-100" />
            <span className="text-subtle w-4 shrink-0 text-center font-normal tabular-nums">
              {index + 1}
            </span>
            <span className={isOpen ? "" : "truncate"}>{module.title}</span>
          </button>
        )}
        {isStarted && editor.isEditable && !isRenaming ? (
          <span className="group-hover/module:bg-surface-2 rounded-control absolute end-1 top-1 max-md:static max-md:mt-2.5">
            <ModuleMenu module={module} index={index} onRename={() => setIsRenaming(true)} />
          </span>
        ) : null}
      </div>
      {isOpen ? <BlockList /> : null}
    </li>
  );
}

/** Modules of the course and blocks of the open one. */
export function OutlinePanel({ className }: { className?: string }) {
  const editor = useCourseEditor();
  const modules = useEditorState((state) => state.modules);
  const add = async (): Promise<void> => {
    await editor.structure.add(`Module ${modules.length + 1}`);
    showToast("Module added at the end");
  };
  return (
    <nav aria-label="Outline" className={cn("px-2 pt-4 pb-6", className)}>
      <div className="flex items-center justify-between ps-2 pe-1 pb-2">
        <h2 className="text-sm font-semibold">Outline</h2>
        {editor.isEditable ? (
          <IconButton label="Add module" size="sm" onClick={() => quiet(add())}>
            <Plus aria-hidden />
          </IconButton>
        ) : null}
      </div>
      <ol>
        {modules.map((module, index) => (
          <ModuleRow key={module.id} module={module} index={index} />
        ))}
      </ol>
      {modules.length === 0 ? (
        <p className="text-muted px-2 py-2 text-xs">
          No modules yet. Add the first one with the plus above.
        </p>
      ) : null}
    </nav>
  );
}
