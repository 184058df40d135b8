"use client";

import type { CourseOutline } from "@byteos/contracts/outline";
import {
  mergeWithNext,
  moveModule,
  renameModule,
  renameOutline,
  setModuleIncluded,
  splitAtSection,
} from "@byteos/courseware/outline/outline-edits";
import { useHotkeys } from "@byteos/ui/hooks/use-hotkeys";
import { Callout } from "@byteos/ui/patterns/callout";
import { ConfirmDialog } from "@byteos/ui/patterns/confirm-dialog";
import { Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { SaveState } from "@byteos/ui/patterns/save-state";
import { Button } from "@byteos/ui/primitives/button";
import type { ImportView } from "@byteos/usecases/import/load-import";
import { explainedWords } from "@byteos/web/explained-words";
import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import Undo2 from "lucide-react/icons/undo-2";
import { useId, useState, useTransition } from "react";
import { buildCourseAction } from "../actions.ts";
import { describeNames } from "../import-words.ts";
import { useOutline } from "../use-outline.ts";
import { ModuleRow } from "./module-row.tsx";
import { TitleField } from "./title-field.tsx";

export interface OutlineReviewProps {
  view: ImportView;
  outline: CourseOutline;
  onChanged: () => Promise<void>;
  onCancel: () => void;
}

function sizeWords(outline: CourseOutline): string {
  const kept = outline.modules.filter((module) => module.isIncluded);
  const words = kept
    .flatMap((module) => module.sections)
    .reduce((sum, section) => sum + section.words, 0);
  const modules = kept.length === 1 ? "1 module" : `${kept.length} modules`;
  return `${modules}, ${words.toLocaleString("en")} words`;
}

/** The proposed outline, for the creator to rename, merge, split, reorder and drop before anything is built. */
export function OutlineReview({ view, outline: first, onChanged, onCancel }: OutlineReviewProps) {
  const { importId } = view;
  const editing = useOutline(importId, first, view.outlineRevision);
  const { outline, edit, undo } = editing;
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, startTransition] = useTransition();
  const dndId = useId();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  useHotkeys({ "mod+z": undo });
  const numbers = new Map(
    outline.modules
      .filter((module) => module.isIncluded)
      .map((module, index) => [module.id, index + 1]),
  );

  function drop({ active, over }: DragEndEvent): void {
    if (over === null || active.id === over.id) return;
    const to = outline.modules.findIndex((module) => module.id === over.id);
    edit((current) => moveModule(current, String(active.id), to));
  }

  function build(): void {
    startTransition(async () => {
      const revision = await editing.flush();
      if (revision === null) {
        setFailure(
          "The outline could not be saved, so nothing was built. Your changes are kept here.",
        );
        return;
      }
      const result = await buildCourseAction({ importId, revision });
      setFailure(result.ok ? null : explainedWords(result.error));
      await onChanged();
    });
  }

  return (
    <div className="grid gap-6">
      <PageHeader
        className="mb-0!"
        kicker={describeNames(view.names)}
        title="Review the outline"
        description="This is what the course will be made of. Change it as you like; the words stay those of your document."
        actions={
          <div className="flex flex-wrap items-center gap-2">
            <SaveState state={editing.saveState} />
            <Button variant="ghost" onClick={undo} disabled={!editing.canUndo}>
              <Undo2 aria-hidden />
              Undo
            </Button>
            <ConfirmDialog
              trigger={<Button>Cancel import</Button>}
              title="Cancel this import?"
              confirmLabel="Cancel import"
              cancelLabel="Keep reviewing"
              tone="danger"
              onConfirm={onCancel}
            >
              The text and pictures read from {describeNames(view.names)} are removed. Your own file
              is untouched.
            </ConfirmDialog>
            <Button variant="primary" onClick={build} busy={isBusy} disabled={numbers.size === 0}>
              {isBusy ? "Starting…" : "Build course"}
            </Button>
          </div>
        }
      />
      <FormError>{failure ?? editing.problem}</FormError>
      {numbers.size === 0 && (
        <Callout variant="warning" title="Every module is left out">
          Take at least one back in to build a course.
        </Callout>
      )}
      <Field label="Course title" className="max-w-160">
        <TitleField
          title={outline.title}
          onTitle={(title) => edit((current) => renameOutline(current, title))}
        />
      </Field>
      <section aria-label="Modules">
        <div className="border-line flex items-baseline justify-between gap-4 border-b pb-2">
          <h2 className="text-base font-semibold">Modules</h2>
          <p className="text-muted text-sm tabular-nums">{sizeWords(outline)}</p>
        </div>
        <DndContext
          id={dndId}
          sensors={sensors}
          collisionDetection={closestCenter}
          onDragEnd={drop}
        >
          <SortableContext
            items={outline.modules.map((module) => module.id)}
            strategy={verticalListSortingStrategy}
          >
            <ol>
              {outline.modules.map((module, index) => (
                <ModuleRow
                  key={module.id}
                  importId={importId}
                  module={module}
                  number={numbers.get(module.id) ?? null}
                  edits={{
                    rename: (title) => edit((current) => renameModule(current, module.id, title)),
                    setIncluded: (isIncluded) =>
                      edit((current) => setModuleIncluded(current, module.id, isIncluded)),
                    mergeWithNext:
                      index === outline.modules.length - 1
                        ? undefined
                        : () => edit((current) => mergeWithNext(current, module.id)),
                    splitAt: (sectionId) =>
                      edit((current) => splitAtSection(current, module.id, sectionId)),
                    moveBy: (places) =>
                      edit((current) =>
                        moveModule(
                          current,
                          module.id,
                          current.modules.findIndex(({ id }) => id === module.id) + places,
                        ),
                      ),
                  }}
                />
              ))}
            </ol>
          </SortableContext>
        </DndContext>
      </section>
      <p className="text-muted text-sm">
        Built from your document without a language model: sentences, questions and cards are taken
        from it word for word, each with its place.
      </p>
    </div>
  );
}
