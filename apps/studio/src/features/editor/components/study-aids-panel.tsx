"use client";

import { showUndoToast } from "@byteos/ui/patterns/toaster";
import { Button } from "@byteos/ui/primitives/button";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import type { ReactNode } from "react";
import { addAid, changeAid, mostAids, moveAid, removeAid } from "../state/study-aids.ts";
import type { Aid, AidKind, StudyAids } from "../state/study-aids.ts";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";
import { CardFields, ObjectiveFields, TermFields } from "./study-aid-fields.tsx";
import type { AidFieldsProps } from "./study-aid-fields.tsx";
import { StudyAidRow } from "./study-aid-row.tsx";

const words: Readonly<Record<AidKind, { title: string; one: string; empty: string }>> = {
  objectives: {
    title: "Objectives",
    one: "Objective",
    empty: "No objectives yet. Learners see them before they start.",
  },
  terms: {
    title: "Key terms",
    one: "Term",
    empty: "No key terms yet. Learners look them up beside the text.",
  },
  cards: {
    title: "Flashcards",
    one: "Flashcard",
    empty: "No flashcards yet. Learners recall the back from the front.",
  },
};

/** What the fields of every kind need alike. */
type RowProps = Pick<
  AidFieldsProps<never>,
  "number" | "isReadOnly" | "isAutoFocused" | "onAddBelow" | "onRemove"
>;

function focusIn(kind: AidKind, place: string): void {
  document.querySelector<HTMLElement>(`[data-aids="${kind}"] ${place}`)?.focus();
}

interface AidSectionProps<K extends AidKind> {
  kind: K;
  items: StudyAids[K];
  renderFields: (item: StudyAids[K][number], row: RowProps) => ReactNode;
}

function AidSection<K extends AidKind>({ kind, items, renderFields }: AidSectionProps<K>) {
  const editor = useCourseEditor();
  const isReady = useEditorState((state) => state.openState === "ready");
  const isReadOnly = !editor.isEditable || !isReady;
  const [addedId, setAddedId] = useState<string | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const { title, one, empty } = words[kind];
  const noun = one.toLowerCase();
  const list: readonly Aid[] = items;

  const aids = (): StudyAids => editor.store.getState().aids;
  const add = (index?: number): void => {
    const added = addAid(aids(), kind, index);
    if (added.id === null) return;
    setAddedId(added.id);
    editor.editAids(added.aids, `Add ${noun}`);
  };
  const remove = (id: string, index: number): void => {
    editor.editAids(removeAid(aids(), kind, id), `Delete ${noun}`);
    showUndoToast(`${one} ${index + 1} deleted`, () => void editor.undo());
    const next = list[index + 1] ?? list[index - 1];
    const place =
      next === undefined ? "[data-add]" : `[data-aid-id="${CSS.escape(next.id)}"] textarea`;
    requestAnimationFrame(() => focusIn(kind, place));
  };
  const move = (id: string, to: number): void => {
    if (to < 0 || to >= list.length) return;
    const focused = document.activeElement;
    editor.editAids(moveAid(aids(), kind, id, to), `Move ${noun}`);
    setAnnouncement(`${one} moved to position ${to + 1} of ${list.length}`);
    // Moving the row in the page takes the focus from its field.
    if (focused instanceof HTMLTextAreaElement) requestAnimationFrame(() => focused.focus());
  };

  return (
    <section data-aids={kind} aria-labelledby={`aids-${kind}`} className="not-first:mt-7">
      <h3 id={`aids-${kind}`} className="text-sm font-semibold">
        {title}
        {list.length > 0 ? (
          <span className="text-muted ms-1.5 font-normal tabular-nums">{list.length}</span>
        ) : null}
      </h3>
      {list.length === 0 ? (
        <p className="text-muted mt-2">{empty}</p>
      ) : (
        <ol aria-label={title} className="mt-3 grid gap-2">
          {items.map((item, index) => (
            <StudyAidRow
              key={item.id}
              id={item.id}
              name={`${one} ${index + 1}`}
              index={index}
              count={list.length}
              sources={item.sources ?? []}
              isReadOnly={isReadOnly}
              onMove={(to) => move(item.id, to)}
              onRemove={() => remove(item.id, index)}
            >
              {renderFields(item, {
                number: index + 1,
                isReadOnly,
                isAutoFocused: item.id === addedId,
                onAddBelow: () => add(index + 1),
                onRemove: () => remove(item.id, index),
              })}
            </StudyAidRow>
          ))}
        </ol>
      )}
      {editor.isEditable ? (
        <Button
          data-add
          variant="ghost"
          size="sm"
          hang="start"
          className="mt-1.5 max-md:min-h-11!"
          disabled={isReadOnly || list.length >= mostAids[kind]}
          onClick={() => add()}
        >
          <Plus aria-hidden />
          Add {noun}
        </Button>
      ) : null}
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </section>
  );
}

/** Objectives, key terms and flashcards of the open module, saved and undone like its text. */
export function StudyAidsPanel() {
  const editor = useCourseEditor();
  const openId = useEditorState((state) => state.openId);
  const aids = useEditorState((state) => state.aids);
  const change = <K extends AidKind>(
    kind: K,
    item: StudyAids[K][number],
    field: string,
    noun: string,
  ): void =>
    editor.editAids(
      changeAid(editor.store.getState().aids, kind, item),
      `Edit ${noun}`,
      `${item.id}/${field}`,
    );
  if (openId === null)
    return <p className="text-muted p-5">Add a module to give it objectives, terms and cards.</p>;
  return (
    <div className="p-5" key={openId}>
      <AidSection
        kind="objectives"
        items={aids.objectives}
        renderFields={(item, row) => (
          <ObjectiveFields
            item={item}
            {...row}
            onChange={(next, field) => change("objectives", next, field, "objective")}
          />
        )}
      />
      <AidSection
        kind="terms"
        items={aids.terms}
        renderFields={(item, row) => (
          <TermFields
            item={item}
            {...row}
            onChange={(next, field) => change("terms", next, field, "term")}
          />
        )}
      />
      <AidSection
        kind="cards"
        items={aids.cards}
        renderFields={(item, row) => (
          <CardFields
            item={item}
            {...row}
            onChange={(next, field) => change("cards", next, field, "flashcard")}
          />
        )}
      />
    </div>
  );
}
