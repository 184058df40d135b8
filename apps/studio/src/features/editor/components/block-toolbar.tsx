"use client";

import { blockName } from "@byteos/ui/patterns/block-icon";
import { showUndoToast } from "@byteos/ui/patterns/toaster";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from "@byteos/ui/primitives/dropdown-menu";
import type { Editor } from "@tiptap/core";
import ChevronDown from "lucide-react/icons/chevron-down";
import Copy from "lucide-react/icons/copy";
import Ellipsis from "lucide-react/icons/ellipsis";
import Trash2 from "lucide-react/icons/trash-2";
import type { EditorNode } from "../document/editor-node.ts";
import { blockOf } from "../document/from-editor.ts";
import {
  deleteBlocks,
  duplicateBlocks,
  moveBlocks,
  turnBlocks,
} from "../plugins/block-commands.ts";
import { selectedBlocks } from "../plugins/block-range.ts";
import { canTurn, turnTargetNames, turnTargets } from "../plugins/turn-into.ts";
import { useCourseEditor } from "./editor-context.tsx";

const tableTools = [
  ["addRowAfter", "Add row below"],
  ["addColumnAfter", "Add column after"],
  ["deleteRow", "Delete row"],
  ["deleteColumn", "Delete column"],
  ["toggleHeaderRow", "Header row on or off"],
] as const;

const buttonClasses =
  "rounded-control hover:bg-hover text-muted hover:text-fg inline-flex min-h-7 items-center gap-1.5 px-2 text-sm font-medium max-md:min-h-10";

function nameOf(node: EditorNode): string {
  if (node.type === "heading") return `Heading ${String(node.attrs?.level)}`;
  if (node.type === "bulletList") return "Bulleted list";
  if (node.type === "orderedList") return "Numbered list";
  try {
    const block = blockOf(node);
    return block === null ? "Paragraph" : blockName(block.type);
  } catch {
    return "Block";
  }
}

/** What can be done with the whole block: turn it into another, copy, move or delete it. */
export function BlockToolbar({ editor }: { editor: Editor }) {
  const course = useCourseEditor();
  const { nodes } = selectedBlocks(editor.state);
  const [first] = nodes;
  if (first === undefined) return null;
  const json = nodes.map((node) => node.toJSON() as EditorNode);
  const isTable = first.type.name === "table";
  const remove = (): void => {
    deleteBlocks(editor);
    showUndoToast(
      nodes.length === 1 ? "Block deleted" : `${nodes.length} blocks deleted`,
      () => void course.undo(),
    );
  };
  return (
    <div role="toolbar" aria-label="Block" className="flex gap-0.5">
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <button type="button" disabled={!json.every(canTurn)} className={buttonClasses}>
            {json[0] ? nameOf(json[0]) : "Block"}
            {json.every(canTurn) ? <ChevronDown aria-hidden className="icon-14" /> : null}
          </button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          <DropdownMenuLabel>Turn into</DropdownMenuLabel>
          {turnTargets.map((target) => (
            <DropdownMenuItem key={target} onSelect={() => turnBlocks(editor, target)}>
              {turnTargetNames[target]}
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      <span className="bg-line mx-0.5 my-1 w-px" />
      <button
        type="button"
        aria-label="Duplicate"
        title="Duplicate (Ctrl D)"
        className={buttonClasses}
        onClick={() => duplicateBlocks(editor)}
      >
        <Copy aria-hidden />
      </button>
      <button
        type="button"
        aria-label="Delete"
        title="Delete"
        className={buttonClasses}
        onClick={remove}
      >
        <Trash2 aria-hidden />
      </button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <button type="button" aria-label="More" className={buttonClasses}>
            <Ellipsis aria-hidden />
          </button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => moveBlocks(editor, "up")}>
            Move up <DropdownMenuShortcut>Alt Shift ↑</DropdownMenuShortcut>
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => moveBlocks(editor, "down")}>
            Move down <DropdownMenuShortcut>Alt Shift ↓</DropdownMenuShortcut>
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => duplicateBlocks(editor)}>
            Duplicate <DropdownMenuShortcut>Ctrl D</DropdownMenuShortcut>
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => course.store.setState({ panel: "sources" })}>
            Show its source
          </DropdownMenuItem>
          {isTable ? (
            <>
              <DropdownMenuSeparator />
              {tableTools.map(([command, label]) => (
                <DropdownMenuItem
                  key={command}
                  onSelect={() => editor.chain().focus()[command]().run()}
                >
                  {label}
                </DropdownMenuItem>
              ))}
            </>
          ) : null}
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={remove}>
            Delete <DropdownMenuShortcut>⌫</DropdownMenuShortcut>
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
