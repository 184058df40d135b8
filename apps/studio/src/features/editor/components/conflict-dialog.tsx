"use client";

import type { Block } from "@byteos/contracts/block";
import { diffWords } from "@byteos/courseware/blocks/diff-words";
import { plainTextOfBlock } from "@byteos/courseware/blocks/plain-text";
import { BlockIcon, blockName } from "@byteos/ui/patterns/block-icon";
import { Button } from "@byteos/ui/primitives/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
} from "@byteos/ui/primitives/dialog";
import { SegmentedControl } from "@byteos/ui/primitives/segmented-control";
import { useMemo, useState } from "react";
import { conflictRows, mergeBlocks, withBlocks } from "../state/merge-blocks.ts";
import type { ConflictChoice, ConflictRow } from "../state/merge-blocks.ts";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";

type Difference = Extract<ConflictRow, { kind: "different" }>;

function BlockText({
  block,
  other,
  side,
}: {
  block: Block | null;
  other: Block | null;
  side: "mine" | "theirs";
}) {
  if (block === null) {
    return (
      <p className="text-muted text-sm italic">
        {side === "mine" ? "Not in yours" : "Not in theirs"}
      </p>
    );
  }
  const text = plainTextOfBlock(block);
  if (other === null)
    return (
      <p className="text-byte font-serif whitespace-pre-line">{text || blockName(block.type)}</p>
    );
  const otherText = plainTextOfBlock(other);
  if (text === otherText) {
    return (
      <p className="text-byte font-serif whitespace-pre-line">
        {text || blockName(block.type)}
        <span className="text-muted mt-1 block font-sans text-xs">
          Same words; marks, answers or settings differ
        </span>
      </p>
    );
  }
  return (
    <p className="text-byte font-serif whitespace-pre-line">
      {diffWords(otherText, text).map((part, index) =>
        part.kind === "removed" ? null : part.kind === "added" ? (
          <ins key={index} className="bg-add text-add-fg decoration-1 underline-offset-3">
            {part.text}
          </ins>
        ) : (
          <span key={index}>{part.text}</span>
        ),
      )}
    </p>
  );
}

function DifferenceRow({
  row,
  choice,
  onChoose,
  who,
}: {
  row: Difference;
  choice: ConflictChoice;
  onChoose: (choice: ConflictChoice) => void;
  who: string;
}) {
  const block = row.mine ?? row.theirs;
  if (block === null) return null;
  return (
    <li className="border-line py-4 not-first:border-t">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex items-center gap-2 font-medium">
          <BlockIcon type={block.type} />
          {blockName(block.type)}
        </span>
        <SegmentedControl
          label="Which one to keep"
          value={choice}
          onValueChange={(value) => onChoose(value as ConflictChoice)}
          size="sm"
          segments={
            row.mine !== null && row.theirs !== null
              ? [
                  { value: "mine", label: "Mine" },
                  { value: "theirs", label: "Theirs" },
                  { value: "both", label: "Both" },
                ]
              : [
                  { value: row.mine === null ? "theirs" : "mine", label: "Keep" },
                  { value: "neither", label: "Leave out" },
                ]
          }
        />
      </div>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <div className="rounded-option border-line-strong border p-3">
          <p className="text-muted mb-1.5 text-xs font-medium">Mine, on this screen</p>
          <BlockText block={row.mine} other={row.theirs} side="mine" />
        </div>
        <div className="rounded-option border-line-strong border p-3">
          <p className="text-muted mb-1.5 text-xs font-medium">{who}</p>
          <BlockText block={row.theirs} other={row.mine} side="theirs" />
        </div>
      </div>
    </li>
  );
}

/** Both versions of a module side by side; nothing is saved until every difference is decided. */
export function ConflictDialog() {
  const editor = useCourseEditor();
  const dialog = useEditorState((state) => state.dialog);
  const save = useEditorState((state) => state.save);
  const blocks = useEditorState((state) => state.blocks);
  const [choices, setChoices] = useState<ReadonlyMap<string, ConflictChoice>>(new Map());
  const theirs = save.kind === "conflict" ? save.theirs : null;
  const rows = useMemo(
    () => (theirs === null ? [] : conflictRows(blocks, theirs.content.blocks)),
    [blocks, theirs],
  );
  if (dialog !== "conflict" || theirs === null) return null;
  const differences = rows.filter((row): row is Difference => row.kind === "different");
  const fallback = (row: Difference): ConflictChoice => {
    if (row.mine === null) return "theirs";
    return row.theirs === null ? "mine" : "both";
  };
  const decided = new Map(differences.map((row) => [row.id, choices.get(row.id) ?? fallback(row)]));
  const chooseAll = (choice: "mine" | "theirs"): void =>
    setChoices(
      new Map(
        differences.map((row) => {
          const isThere = choice === "mine" ? row.mine !== null : row.theirs !== null;
          return [row.id, isThere ? choice : "neither"];
        }),
      ),
    );
  const close = (): void => editor.store.setState({ dialog: "none" });
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && close()}>
      <DialogContent width="lg">
        <DialogTitle>Two versions of this module</DialogTitle>
        <DialogDescription>
          {theirs.changedBy ?? "Someone"} saved this module while you were editing it.{" "}
          {differences.length === 1 ? "One block differs" : `${differences.length} blocks differ`};
          the others are the same. Your edits are kept on this device until you decide.
        </DialogDescription>
        <div className="mt-4 flex gap-2">
          <Button size="sm" onClick={() => chooseAll("mine")}>
            All mine
          </Button>
          <Button size="sm" onClick={() => chooseAll("theirs")}>
            All theirs
          </Button>
        </div>
        <ol className="mt-2">
          {differences.map((row) => (
            <DifferenceRow
              key={row.id}
              row={row}
              who={
                theirs.changedBy === null ? "Saved by someone else" : `Saved by ${theirs.changedBy}`
              }
              choice={decided.get(row.id) ?? "both"}
              onChoose={(choice) => setChoices(new Map([...decided, [row.id, choice]]))}
            />
          ))}
        </ol>
        <DialogFooter>
          <Button variant="ghost" onClick={close}>
            Decide later
          </Button>
          <Button
            variant="primary"
            onClick={() => {
              const merged = mergeBlocks(rows, decided);
              editor.settleConflict(withBlocks(theirs.content, merged));
              setChoices(new Map());
            }}
          >
            Save this version
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
