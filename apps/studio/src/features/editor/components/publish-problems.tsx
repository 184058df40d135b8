"use client";

import type { PublishProblem } from "@byteos/courseware/publish/check-publishable";
import { DialogDescription } from "@byteos/ui/primitives/dialog";
import type { PublishChecks } from "@byteos/usecases/course/load-publish-checks";
import { OfflineError, RefusedError, SignedOutError } from "../state/api-client.ts";
import type { DescribedModules } from "../state/course-editor.ts";
import { ProblemList } from "./checks-panel.tsx";
import { useCourseEditor } from "./editor-context.tsx";
import { MissingPictures } from "./missing-pictures.tsx";
import { PictureWordsForm } from "./picture-words-form.tsx";
import type { PictureDraft } from "./picture-words-form.tsx";

function failureWords(error: unknown): string {
  if (error instanceof RefusedError) return error.message;
  if (error instanceof SignedOutError) {
    return "You are signed out. Sign in again in another tab; what you wrote stays here.";
  }
  if (error instanceof OfflineError)
    return "Not saved: the server cannot be reached. What you wrote stays here.";
  return "Not saved. What you wrote stays here; try again.";
}

/** What has to be mended before a course can be published; words for pictures are written right here. */
export function PublishProblems({
  checks,
  drafts,
  onDrafts,
  onShow,
  onMended,
}: {
  checks: PublishChecks;
  /** Words typed so far, by block id. */
  drafts: ReadonlyMap<string, PictureDraft>;
  onDrafts: (drafts: ReadonlyMap<string, PictureDraft>) => void;
  onShow: (problem: Pick<PublishProblem, "moduleId" | "blockId">) => void;
  /** Something was saved: what is left is to be looked at again. */
  onMended: () => Promise<void>;
}) {
  const editor = useCourseEditor();
  const { undescribed, missing } = checks;
  const shownBelow = new Set(["image.no-alternative-text", "image.no-picture"]);
  const others = checks.problems.filter(({ code }) => !shownBelow.has(code));
  const count = others.length + undescribed.length + missing.length;
  const mend = async (change: () => Promise<readonly string[]>): Promise<string | null> => {
    try {
      const [unsaved] = await change();
      if (unsaved !== undefined) {
        const title = editor.store.getState().modules.find(({ id }) => id === unsaved)?.title ?? "";
        return `“${title}” could not be saved. The change is in it: open it to see why.`;
      }
    } catch (error) {
      return failureWords(error);
    }
    await onMended();
    return null;
  };
  const save = (described: DescribedModules) => mend(() => editor.describePictures(described));
  const removeMissing = () =>
    mend(() =>
      editor.removeMissingPictures(
        new Map(
          [...Map.groupBy(missing, ({ moduleId }) => moduleId)].map(([moduleId, places]) => [
            moduleId,
            new Set(places.map(({ blockId }) => blockId)),
          ]),
        ),
      ),
    );
  return (
    <>
      <DialogDescription>
        {count === 1 ? "One thing" : `${count} things`} to mend first.
        {others.length > 0 ? " Choose one to go there." : null}
      </DialogDescription>
      {others.length > 0 ? (
        <div className="mt-4 px-2">
          <ProblemList items={others} tone="problem" onOpen={onShow} />
        </div>
      ) : null}
      {missing.length > 0 ? (
        <div className="mt-5">
          <MissingPictures places={missing} onShow={onShow} onRemove={removeMissing} />
        </div>
      ) : null}
      {undescribed.length > 0 ? (
        <div className="mt-5">
          <PictureWordsForm
            pictures={undescribed}
            drafts={drafts}
            onDrafts={onDrafts}
            onShow={onShow}
            onSave={save}
          />
        </div>
      ) : null}
    </>
  );
}
