"use client";

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
import BookA from "lucide-react/icons/book-a";
import Layers from "lucide-react/icons/layers";
import Target from "lucide-react/icons/target";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { conflictOf, mergeModule } from "../state/merge-module.ts";
import type { ConflictChoice, ConflictRow, ModuleConflict } from "../state/merge-module.ts";
import { savedAids, textOfAid } from "../state/study-aids.ts";
import type { Aid } from "../state/study-aids.ts";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";

/** A difference as the dialog shows it, whatever kind of part it is in. */
interface Difference {
  readonly id: string;
  readonly name: string;
  readonly icon: ReactNode;
  readonly mine: string | null;
  readonly theirs: string | null;
}

function differencesOf<T extends { readonly id: string }>(
  rows: readonly ConflictRow<T>[],
  describe: (part: T) => Pick<Difference, "name" | "icon"> & { text: string },
): Difference[] {
  return rows.flatMap((row): Difference[] => {
    if (row.kind === "same") return [];
    const part = row.mine ?? row.theirs;
    if (part === null) return [];
    const { name, icon } = describe(part);
    return [
      {
        id: row.id,
        name,
        icon,
        mine: row.mine === null ? null : describe(row.mine).text,
        theirs: row.theirs === null ? null : describe(row.theirs).text,
      },
    ];
  });
}

function allDifferences(conflict: ModuleConflict): Difference[] {
  const aid = (name: string, icon: ReactNode) => (part: Aid) => ({
    name,
    icon,
    text: textOfAid(part).trim(),
  });
  return [
    ...differencesOf(conflict.blocks, (block) => ({
      name: blockName(block.type),
      icon: <BlockIcon type={block.type} />,
      text: plainTextOfBlock(block),
    })),
    ...differencesOf(conflict.objectives, aid("Objective", <Target aria-hidden />)),
    ...differencesOf(conflict.terms, aid("Key term", <BookA aria-hidden />)),
    ...differencesOf(conflict.cards, aid("Flashcard", <Layers aria-hidden />)),
  ];
}

function PartText({
  name,
  text,
  other,
  side,
}: {
  name: string;
  text: string | null;
  other: string | null;
  side: "mine" | "theirs";
}) {
  if (text === null) {
    return (
      <p className="text-muted text-sm italic">
        {side === "mine" ? "Not in yours" : "Not in theirs"}
      </p>
    );
  }
  if (other === null)
    return <p className="text-byte font-serif whitespace-pre-line">{text || name}</p>;
  if (text === other) {
    return (
      <p className="text-byte font-serif whitespace-pre-line">
        {text || name}
        <span className="text-muted mt-1 block font-sans text-xs">
          Same words; marks, answers or settings differ
        </span>
      </p>
    );
  }
  return (
    <p className="text-byte font-serif whitespace-pre-line">
      {diffWords(other, text).map((part, index) =>
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
  const { name, mine, theirs } = row;
  return (
    <li className="border-line py-4 not-first:border-t">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex items-center gap-2 font-medium">
          {row.icon}
          {name}
        </span>
        <SegmentedControl
          label="Which one to keep"
          value={choice}
          onValueChange={(value) => onChoose(value as ConflictChoice)}
          size="sm"
          segments={
            mine !== null && theirs !== null
              ? [
                  { value: "mine", label: "Mine" },
                  { value: "theirs", label: "Theirs" },
                  { value: "both", label: "Both" },
                ]
              : [
                  { value: mine === null ? "theirs" : "mine", label: "Keep" },
                  { value: "neither", label: "Leave out" },
                ]
          }
        />
      </div>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <div className="rounded-option border-line-strong border p-3">
          <p className="text-muted mb-1.5 text-xs font-medium">Mine, on this screen</p>
          <PartText name={name} text={mine} other={theirs} side="mine" />
        </div>
        <div className="rounded-option border-line-strong border p-3">
          <p className="text-muted mb-1.5 text-xs font-medium">{who}</p>
          <PartText name={name} text={theirs} other={mine} side="theirs" />
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
  const aids = useEditorState((state) => state.aids);
  const [choices, setChoices] = useState<ReadonlyMap<string, ConflictChoice>>(new Map());
  const theirs = save.kind === "conflict" ? save.theirs : null;
  const conflict = useMemo(() => {
    if (theirs === null) return null;
    const names = new Map(theirs.content.terms.map(({ id, term }) => [id, term]));
    return conflictOf({ blocks, ...savedAids(aids, names) }, theirs.content);
  }, [blocks, aids, theirs]);
  if (dialog !== "conflict" || theirs === null || conflict === null) return null;
  const differences = allDifferences(conflict);
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
          {differences.length === 1 ? "One part differs" : `${differences.length} parts differ`};
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
              editor.settleConflict(mergeModule(conflict, decided));
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
