"use client";

import type { PictureWords, UndescribedPicture } from "@byteos/courseware/publish/picture-words";
import { ChoiceField, Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { Button } from "@byteos/ui/primitives/button";
import { Checkbox } from "@byteos/ui/primitives/checkbox";
import { Textarea } from "@byteos/ui/primitives/textarea";
import { useRef, useState } from "react";
import type { DescribedModules } from "../state/course-editor.ts";

/** What was typed or ticked for a picture so far. */
export interface PictureDraft {
  readonly words: string;
  readonly isDecorative: boolean;
}
const untouched: PictureDraft = { words: "", isDecorative: false };

function wordsOf({ words, isDecorative }: PictureDraft): PictureWords | null {
  if (isDecorative) return { isDecorative: true };
  const alternativeText = words.trim();
  return alternativeText === "" ? null : { isDecorative: false, alternativeText };
}

function describedModules(
  pictures: readonly UndescribedPicture[],
  drafts: ReadonlyMap<string, PictureDraft>,
): DescribedModules {
  const modules = new Map<string, Map<string, PictureWords>>();
  for (const { moduleId, blockId } of pictures) {
    const words = wordsOf(drafts.get(blockId) ?? untouched);
    if (words === null) continue;
    const ofModule = modules.get(moduleId) ?? new Map<string, PictureWords>();
    modules.set(moduleId, ofModule.set(blockId, words));
  }
  return modules;
}

function PictureRow({
  picture,
  name,
  draft,
  onDraft,
  onShow,
}: {
  picture: UndescribedPicture;
  name: string;
  draft: PictureDraft;
  onDraft: (draft: PictureDraft) => void;
  onShow: () => void;
}) {
  return (
    <li className="border-line grid grid-cols-[5rem_minmax(0,1fr)] gap-x-4 py-4 not-first:border-t sm:grid-cols-[8rem_minmax(0,1fr)]">
      <button
        type="button"
        onClick={onShow}
        aria-label={`Show ${name} in its module`}
        className="rounded-option bg-surface border-line self-start overflow-hidden border"
      >
        <img
          src={`/media/${picture.assetId}`}
          alt=""
          loading="lazy"
          className="aspect-4/3 w-full object-contain"
        />
      </button>
      <div>
        <Field
          label={
            <>
              {name}
              <span className="sr-only"> of {picture.moduleTitle}</span>
            </>
          }
          hint={picture.caption === "" ? undefined : `Its caption: ${picture.caption}`}
        >
          <Textarea
            rows={2}
            maxLength={2_000}
            disabled={draft.isDecorative}
            placeholder={
              draft.isDecorative ? "Decorative: nothing is read out" : "What the picture shows"
            }
            value={draft.isDecorative ? "" : draft.words}
            onChange={(event) => onDraft({ ...draft, words: event.target.value })}
          />
        </Field>
        <ChoiceField label="Decorative" className="mt-1">
          <Checkbox
            checked={draft.isDecorative}
            onCheckedChange={(checked) => onDraft({ ...draft, isDecorative: checked === true })}
          />
        </ChoiceField>
      </div>
    </li>
  );
}

/** Every picture without words, with its words to be written beside it. */
export function PictureWordsForm({
  pictures,
  drafts,
  onDrafts,
  onShow,
  onSave,
}: {
  pictures: readonly UndescribedPicture[];
  drafts: ReadonlyMap<string, PictureDraft>;
  onDrafts: (drafts: ReadonlyMap<string, PictureDraft>) => void;
  onShow: (picture: UndescribedPicture) => void;
  /** Saves what is described; a message when it could not be. */
  onSave: (described: DescribedModules) => Promise<string | null>;
}) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const described = describedModules(pictures, drafts);
  const count = [...described.values()].reduce((sum, words) => sum + words.size, 0);
  const save = async (): Promise<void> => {
    if (count === 0) {
      setError("Describe a picture, or mark one as decorative.");
      form.current?.querySelector("textarea")?.focus();
      return;
    }
    setIsBusy(true);
    setError(await onSave(described));
    setIsBusy(false);
  };
  return (
    <form
      ref={form}
      aria-label="Pictures without words"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3 className="text-sm font-semibold">Pictures without words</h3>
      <p className="text-muted mt-1 text-pretty">
        Say what a learner who does not see it has to know. A picture that adds nothing to the text
        is decorative.
      </p>
      <ol className="mt-1">
        {pictures.map((picture, index) => (
          <PictureRow
            key={picture.blockId}
            picture={picture}
            name={`Picture ${index + 1}`}
            draft={drafts.get(picture.blockId) ?? untouched}
            onDraft={(draft) => onDrafts(new Map(drafts).set(picture.blockId, draft))}
            onShow={() => onShow(picture)}
          />
        ))}
      </ol>
      <FormError className="mb-3">{error}</FormError>
      <div className="bg-raised border-line sticky -bottom-6 -mx-1 flex flex-wrap items-center justify-between gap-3 border-t px-1 py-4">
        <span className="text-muted tabular" role="status">
          {count} of {pictures.length} described
        </span>
        <Button type="submit" variant="primary" busy={isBusy}>
          {isBusy ? "Saving…" : count === pictures.length ? "Save and go on" : "Save these"}
        </Button>
      </div>
    </form>
  );
}
