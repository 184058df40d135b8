"use client";

import { Callout } from "@byteos/ui/patterns/callout";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { ProgressTask } from "@byteos/ui/patterns/progress-task";
import { showToast } from "@byteos/ui/patterns/toaster";
import { Button } from "@byteos/ui/primitives/button";
import type { ImportView } from "@byteos/usecases/import/load-import";
import { explainedWords } from "@byteos/web/explained-words";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { cancelImportAction, retryImportAction } from "../actions.ts";
import { describeNames, describeProgress, shareOf } from "../import-words.ts";
import { useImport } from "../use-import.ts";
import { OutlineReview } from "./outline-review.tsx";

/** One import from its first byte to its course: progress, review, building, or what went wrong. */
export function ImportRoom({ first }: { first: ImportView }) {
  const router = useRouter();
  const { view, isOffline, refresh } = useImport(first);
  const [isBusy, startTransition] = useTransition();
  const { importId, courseId } = view;
  const name = describeNames(view.names);
  const isBuilt = view.status === "done" && courseId !== null;

  useEffect(() => {
    if (isBuilt) router.replace(`/courses/${courseId}`);
  }, [isBuilt, courseId, router]);

  function cancel(): void {
    startTransition(async () => {
      const result = await cancelImportAction({ importId });
      if (!result.ok) showToast(explainedWords(result.error));
      await refresh();
    });
  }

  function retry(): void {
    startTransition(async () => {
      const result = await retryImportAction({ importId });
      if (!result.ok) showToast(explainedWords(result.error));
      await refresh();
    });
  }

  if (view.status === "review" && view.outline !== null && !view.isCancelling) {
    return (
      <OutlineReview view={view} outline={view.outline} onChanged={refresh} onCancel={cancel} />
    );
  }
  if (view.status === "failed") {
    return (
      <div className="grid gap-6">
        <PageHeader className="mb-0!" title="This could not be read" description={name} />
        <Callout variant="warning" title={view.failure?.message ?? "Something failed on our side."}>
          {view.failure?.suggestion ?? "Try again in a moment."} Nothing was made from it.
        </Callout>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" asChild>
            <Link href="/courses/new">Choose another document</Link>
          </Button>
          <Button onClick={retry} busy={isBusy}>
            Try again
          </Button>
        </div>
      </div>
    );
  }
  if (view.status === "cancelled") {
    return (
      <EmptyState
        level={2}
        title="The import was cancelled"
        action={
          <Button variant="primary" asChild>
            <Link href="/courses/new">Start again</Link>
          </Button>
        }
      >
        Nothing of {name} was kept.
      </EmptyState>
    );
  }
  return (
    <div className="grid max-w-180 gap-6">
      <PageHeader
        className="mb-0!"
        title={
          view.status === "building" || isBuilt ? "Building your course" : "Reading your document"
        }
        description={
          view.status === "building" || isBuilt
            ? "Sentences, questions and cards are taken from your document. You can edit everything afterwards."
            : "You can leave this page; reading goes on. The outline comes next, for you to review."
        }
      />
      <ProgressTask
        title={name}
        detail={
          isOffline
            ? "The connection is gone; trying again. Nothing is lost."
            : isBuilt
              ? "Opening the course"
              : describeProgress(view.progress)
        }
        share={isBuilt ? 1 : shareOf(view.progress)}
        state={view.isCancelling ? "cancelling" : "running"}
        {...(isBuilt ? {} : { onCancel: cancel })}
      />
    </div>
  );
}
