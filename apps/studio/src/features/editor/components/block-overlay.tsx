"use client";

import { IconButton } from "@byteos/ui/primitives/icon-button";
import type { Editor } from "@tiptap/core";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { useEditorState as useTiptapState } from "@tiptap/react";
import GripVertical from "lucide-react/icons/grip-vertical";
import Plus from "lucide-react/icons/plus";
import { useEffect, useLayoutEffect, useState } from "react";
import type { DragEvent } from "react";
import { dragPickedBlock } from "../plugins/block-commands.ts";
import { isBlockPicked, selectedBlocks } from "../plugins/block-range.ts";
import { BlockToolbar } from "./block-toolbar.tsx";
import { MarksToolbar } from "./marks-toolbar.tsx";

interface Place {
  readonly pos: number;
  readonly top: number;
  readonly height: number;
}

/** The top-level block under a point of the screen. */
function blockAt(editor: Editor, y: number, frame: HTMLElement): Place | null {
  const box = frame.getBoundingClientRect();
  let found: Place | null = null;
  let pos = 0;
  for (const element of editor.view.dom.children) {
    if (!(element instanceof HTMLElement)) continue;
    const rect = element.getBoundingClientRect();
    if (y >= rect.top - 6 && y <= rect.bottom + 6) {
      pos = editor.view.posAtDOM(element, 0);
      const $pos = editor.state.doc.resolve(Math.min(pos, editor.state.doc.content.size));
      found = {
        pos: $pos.depth === 0 ? $pos.pos : $pos.before(1),
        top: rect.top - box.top,
        height: rect.height,
      };
      break;
    }
  }
  return found;
}

function placeOf(editor: Editor, pos: number, frame: HTMLElement): Place | null {
  const element = editor.view.nodeDOM(pos);
  if (!(element instanceof HTMLElement)) return null;
  const rect = element.getBoundingClientRect();
  return { pos, top: rect.top - frame.getBoundingClientRect().top, height: rect.height };
}

/** Handle, insert button and toolbars that float over the document. */
export function BlockOverlay({ editor, frame }: { editor: Editor; frame: HTMLElement }) {
  const [hovered, setHovered] = useState<Place | null>(null);
  const [selected, setSelected] = useState<Place | null>(null);
  const selection = useTiptapState({
    editor,
    selector: ({ editor, transactionNumber }) => ({
      transactionNumber,
      isPicked: isBlockPicked(editor.state),
      hasWords: editor.state.selection instanceof TextSelection && !editor.state.selection.empty,
      isCode: editor.isActive("codeBlock"),
      from: selectedBlocks(editor.state).from,
      isEditable: editor.isEditable,
    }),
  });
  useLayoutEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- where a block stands is known only once it is laid out
    setSelected(placeOf(editor, selection.from, frame));
  }, [editor, frame, selection.from, selection.transactionNumber]);
  useEffect(() => {
    const onMove = (event: MouseEvent): void => {
      if (event.buttons === 0) setHovered(blockAt(editor, event.clientY, frame));
    };
    const onLeave = (): void => setHovered(null);
    frame.addEventListener("mousemove", onMove);
    frame.addEventListener("mouseleave", onLeave);
    return () => {
      frame.removeEventListener("mousemove", onMove);
      frame.removeEventListener("mouseleave", onLeave);
    };
  }, [editor, frame]);
  if (!selection.isEditable) return null;

  const handled = hovered ?? selected;
  const pick = (pos: number): void => {
    if (pos >= editor.state.doc.content.size) return;
    editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, pos)));
    editor.view.focus();
  };
  const onDragStart = (event: DragEvent, pos: number): void => {
    pick(pos);
    dragPickedBlock(editor, event.dataTransfer);
  };
  const insertBelow = (pos: number): void => {
    const node = editor.state.doc.nodeAt(pos);
    const paragraph = editor.schema.nodes.paragraph?.create();
    if (node === null || paragraph === undefined) return;
    const isEmpty = node.type.name === "paragraph" && node.content.size === 0;
    const at = isEmpty ? pos : pos + node.nodeSize;
    const tr = isEmpty ? editor.state.tr : editor.state.tr.insert(at, paragraph);
    tr.setSelection(TextSelection.create(tr.doc, at + 1)).insertText("/");
    editor.view.dispatch(tr.scrollIntoView());
    editor.view.focus();
  };
  const toolbar =
    selection.hasWords && !selection.isCode ? "words" : selection.isPicked ? "block" : null;
  return (
    <>
      {handled ? (
        <div style={{ top: handled.top + 2 }} className="absolute -start-14 flex max-md:hidden">
          <IconButton
            label="Insert a block below"
            size="xs"
            onClick={() => insertBelow(handled.pos)}
          >
            <Plus aria-hidden />
          </IconButton>
          <IconButton
            label="Move or choose this block"
            size="xs"
            draggable
            aria-pressed={selection.isPicked && selected?.pos === handled.pos}
            onClick={() => pick(handled.pos)}
            onDragStart={(event) => onDragStart(event, handled.pos)}
            className="cursor-grab!"
          >
            <GripVertical aria-hidden />
          </IconButton>
        </div>
      ) : null}
      {toolbar !== null && selected ? (
        <div
          style={{ top: Math.max(-36, selected.top - 42) }}
          className="rounded-option border-line-strong bg-raised shadow-1 z-pop absolute end-0 border p-0.5 font-sans"
        >
          {toolbar === "words" ? (
            <MarksToolbar editor={editor} />
          ) : (
            <BlockToolbar editor={editor} />
          )}
        </div>
      ) : null}
    </>
  );
}
