"use client";

import type { PublishProblem } from "@byteos/courseware/publish/check-publishable";
import { targetLevels } from "@byteos/ui/logic/target-levels";
import { ErrorState } from "@byteos/ui/patterns/error-state";
import { ChoiceField, Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { Button } from "@byteos/ui/primitives/button";
import { Checkbox } from "@byteos/ui/primitives/checkbox";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
} from "@byteos/ui/primitives/dialog";
import { Select } from "@byteos/ui/primitives/select";
import { Skeleton, SkeletonGroup } from "@byteos/ui/primitives/skeleton";
import { Textarea } from "@byteos/ui/primitives/textarea";
import type { VersionChange } from "@byteos/usecases/course/compare-versions";
import type { PublishChecks } from "@byteos/usecases/course/load-publish-checks";
import type { PublishCourseResult } from "@byteos/usecases/course/publish-course";
import CircleCheck from "lucide-react/icons/circle-check";
import ExternalLink from "lucide-react/icons/external-link";
import { useCallback, useEffect, useState } from "react";
import { callApi, RefusedError } from "../state/api-client.ts";
import { ProblemList } from "./checks-panel.tsx";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";
import type { PictureDraft } from "./picture-words-form.tsx";
import { PublishProblems } from "./publish-problems.tsx";

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function changeWords(change: VersionChange): { title: string; detail: string } {
  switch (change.kind) {
    case "course-changed":
      return { title: "Course", detail: `${change.fields.join(", ")} changed` };
    case "module-added":
      return { title: change.title, detail: `New module with ${plural(change.blocks, "block")}` };
    case "module-removed":
      return { title: change.title, detail: "Taken out" };
    case "module-changed": {
      const parts = [
        change.isRenamed ? "renamed" : "",
        change.added > 0 ? `${plural(change.added, "block")} added` : "",
        change.changed > 0 ? `${change.changed} changed` : "",
        change.removed > 0 ? `${change.removed} removed` : "",
        change.isReordered ? "reordered" : "",
      ].filter((part) => part !== "");
      return { title: change.title, detail: parts.join(", ") };
    }
  }
}

const noEnd = "none";

function validityOptions(current: number | null): { value: string; label: string }[] {
  const years = [1, 2, 3, 5];
  const usual = years.map((count) => ({
    value: String(count * 365),
    label: `for ${plural(count, "year")}`,
  }));
  const isUnusual = current !== null && !usual.some(({ value }) => value === String(current));
  return [
    { value: noEnd, label: "without end" },
    ...usual,
    ...(isUnusual ? [{ value: String(current), label: `for ${plural(current, "day")}` }] : []),
  ];
}

function targetOptions(current: string): { value: string; label: string }[] {
  const usual = targetLevels.map(({ share, words }) => ({
    value: String(share),
    label: `${Math.round(share * 100)}%: ${words}`,
  }));
  const isUnusual = !usual.some(({ value }) => value === current);
  const own = { value: current, label: `${Math.round(Number(current) * 100)}%` };
  return isUnusual ? [...usual, own] : usual;
}

type Stage =
  | { kind: "loading" }
  | { kind: "failed"; message: string }
  | { kind: "checked"; checks: PublishChecks }
  | { kind: "published"; result: PublishCourseResult };

function Changes({ checks }: { checks: PublishChecks }) {
  if (checks.currentVersion === null) {
    return (
      <p className="text-muted mt-4">
        This is the first version. Learners of your organisation find it in the catalogue.
      </p>
    );
  }
  if (checks.changes === null) return null;
  if (checks.changes.length === 0) {
    return (
      <p className="text-muted mt-4">
        Nothing that learners read has changed since version {checks.currentVersion}; answers and
        explanations may have.
      </p>
    );
  }
  return (
    <section aria-label="What changed" className="mt-5">
      <h3 className="text-sm font-semibold">Since version {checks.currentVersion}</h3>
      <ul className="mt-2 grid max-h-48 gap-2 overflow-y-auto">
        {checks.changes.map((change, index) => {
          const { title, detail } = changeWords(change);
          return (
            <li key={index} className="flex items-baseline justify-between gap-4">
              <span className="min-w-0 truncate">{title}</span>
              <span className="text-muted shrink-0 text-xs">{detail}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What blocks publishing, what changed, a note, and the published course. */
export function PublishDialog({ learnUrl }: { learnUrl: string }) {
  const editor = useCourseEditor();
  const dialog = useEditorState((state) => state.dialog);
  const course = useEditorState((state) => state.course);
  const [stage, setStage] = useState<Stage>({ kind: "loading" });
  const [drafts, setDrafts] = useState<ReadonlyMap<string, PictureDraft>>(new Map());
  const [note, setNote] = useState("");
  const [validity, setValidity] = useState("");
  const [target, setTarget] = useState("");
  const [isOrdered, setIsOrdered] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isOpen = dialog === "publish";
  const check = useCallback(async (): Promise<void> => {
    setStage({ kind: "loading" });
    setError(null);
    try {
      await editor.saveNow();
      const checks = await callApi<PublishChecks>(`/api/courses/${course.id}/publish`);
      setValidity(String(checks.certificateValidityDays ?? noEnd));
      setTarget(String(checks.targetProficiency));
      setIsOrdered(checks.requireCompletionOrder);
      setStage({ kind: "checked", checks });
    } catch (failure) {
      const message =
        failure instanceof RefusedError
          ? failure.message
          : "The server cannot be reached. Your text is kept.";
      setStage({ kind: "failed", message });
    }
  }, [editor, course.id]);
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- the check starts when the dialog opens, whoever opened it
    if (isOpen) void check();
  }, [isOpen, check]);
  if (!isOpen) return null;

  const close = (): void => editor.store.setState({ dialog: "none" });
  const show = (problem: Pick<PublishProblem, "moduleId" | "blockId">): void => {
    close();
    editor.store.setState({ panel: "checks" });
    if (problem.moduleId !== null) void editor.openAt(problem.moduleId, problem.blockId);
  };
  const publish = async (): Promise<void> => {
    setIsBusy(true);
    setError(null);
    try {
      await editor.saveNow();
      const result = await callApi<PublishCourseResult>(`/api/courses/${course.id}/publish`, {
        method: "POST",
        body: {
          note,
          certificateValidityDays: validity === noEnd ? null : Number(validity),
          requireCompletionOrder: isOrdered,
          targetProficiency: Number(target),
        },
      });
      editor.store.setState({
        course: { ...editor.store.getState().course, status: "published", version: result.version },
      });
      setStage({ kind: "published", result });
      setNote("");
    } catch (failure) {
      if (failure instanceof RefusedError && failure.code === "course.not-publishable")
        await check();
      setError(
        failure instanceof RefusedError
          ? failure.message
          : "Not published: the server cannot be reached.",
      );
    } finally {
      setIsBusy(false);
    }
  };
  const hasUnsaved = editor.hasUnsaved;
  return (
    <Dialog open onOpenChange={(next) => !next && close()}>
      <DialogContent width="md">
        {stage.kind === "published" ? (
          <div className="grid justify-items-center gap-2 py-4 text-center">
            <CircleCheck aria-hidden className="icon-22 text-correct" />
            <DialogTitle className="pe-0!">
              {stage.result.status === "published"
                ? `Version ${stage.result.version} is published`
                : `Version ${stage.result.version} is what you have here`}
            </DialogTitle>
            <DialogDescription>
              {stage.result.status === "published"
                ? "Learners who start now get this version; those who are under way keep their progress, block by block."
                : "Learners have exactly this already, so no new version was made."}
            </DialogDescription>
            <div className="mt-4 flex flex-wrap justify-center gap-2">
              <Button variant="primary" asChild>
                <a href={`${learnUrl}/courses/${course.id}`} target="_blank" rel="noreferrer">
                  <ExternalLink aria-hidden />
                  Open in Learn
                </a>
              </Button>
              <Button variant="ghost" onClick={close}>
                Go on editing
              </Button>
            </div>
          </div>
        ) : (
          <>
            <DialogTitle>Publish {course.title}?</DialogTitle>
            {stage.kind === "loading" ? (
              <SkeletonGroup label="Checking the course" className="mt-4 grid gap-3">
                <Skeleton className="h-4 w-4/5" />
                <Skeleton className="h-4 w-3/5" />
                <Skeleton className="h-16 w-full" />
              </SkeletonGroup>
            ) : stage.kind === "failed" ? (
              <ErrorState
                title="The course could not be checked"
                action={<Button onClick={() => void check()}>Try again</Button>}
              >
                {stage.message}
              </ErrorState>
            ) : stage.checks.problems.length > 0 ? (
              <PublishProblems
                checks={stage.checks}
                drafts={drafts}
                onDrafts={setDrafts}
                onShow={show}
                onMended={check}
              />
            ) : (
              <>
                <DialogDescription>
                  Makes version {stage.checks.nextVersion}, which never changes. You can go on
                  editing the draft.
                </DialogDescription>
                <Changes checks={stage.checks} />
                {stage.checks.warnings.length > 0 ? (
                  <details className="mt-4">
                    <summary className="text-muted text-sm font-medium">
                      {plural(stage.checks.warnings.length, "thing")} worth a look
                    </summary>
                    <div className="mt-1 max-h-40 overflow-y-auto px-2">
                      <ProblemList items={stage.checks.warnings} tone="warning" onOpen={show} />
                    </div>
                  </details>
                ) : null}
                <Field
                  label="What is new"
                  isOptional
                  hint="Shown beside the version, to your team."
                  className="mt-5"
                >
                  <Textarea
                    rows={2}
                    maxLength={500}
                    value={note}
                    onChange={(event) => setNote(event.target.value)}
                  />
                </Field>
                <Field
                  label="Certificates are valid"
                  hint="For those issued from now on."
                  className="mt-5"
                >
                  <Select
                    value={validity}
                    onValueChange={setValidity}
                    options={validityOptions(stage.checks.certificateValidityDays)}
                  />
                </Field>
                <Field
                  label="Learners should reach"
                  hint="In each skill of the course. Below it, practice is suggested and a gap is shown."
                  className="mt-5"
                >
                  <Select
                    value={target}
                    onValueChange={setTarget}
                    options={targetOptions(target)}
                  />
                </Field>
                <ChoiceField
                  label="Modules in order"
                  hint="A module opens when the ones before it are finished."
                  className="mt-3"
                >
                  <Checkbox
                    checked={isOrdered}
                    onCheckedChange={(checked) => setIsOrdered(checked === true)}
                  />
                </ChoiceField>
                <FormError className="mt-3">
                  {error ??
                    (hasUnsaved
                      ? "Some edits are not saved yet; they would not be part of this version."
                      : null)}
                </FormError>
                <DialogFooter>
                  <Button variant="ghost" onClick={close}>
                    Cancel
                  </Button>
                  <Button variant="primary" busy={isBusy} onClick={() => void publish()}>
                    {isBusy ? "Publishing…" : "Publish course"}
                  </Button>
                </DialogFooter>
              </>
            )}
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
