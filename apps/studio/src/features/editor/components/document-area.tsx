"use client";

import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { ErrorState } from "@byteos/ui/patterns/error-state";
import { Button } from "@byteos/ui/primitives/button";
import { Skeleton, SkeletonGroup } from "@byteos/ui/primitives/skeleton";
import { Suspense, lazy } from "react";
import type { ReactNode } from "react";
import { DocumentHeader } from "./document-header.tsx";
import type { ModuleFacts } from "./document-header.tsx";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";

const ModuleEditorView = lazy(() => import("./module-editor-view.tsx"));

function Loading() {
  return (
    <SkeletonGroup label="Opening the module">
      <div className="grid gap-4">
        {[100, 96, 88, 0, 98, 92, 60].map((width, index) => (
          <Skeleton key={index} className="h-4" style={{ width: `${width}%` }} />
        ))}
      </div>
    </SkeletonGroup>
  );
}

export interface DocumentAreaProps {
  facts: ModuleFacts;
  /** The module that the server opened, drawn without a script. */
  picture: ReactNode;
  pictureOf: string | null;
}

/** First the server's picture of the module, then the editor in its place. */
export function DocumentArea({ facts, picture, pictureOf }: DocumentAreaProps) {
  const editor = useCourseEditor();
  const openId = useEditorState((state) => state.openId);
  const openState = useEditorState((state) => state.openState);
  if (openId === null) {
    return (
      <EmptyState
        title="Add the first module"
        action={
          editor.isEditable ? (
            <Button
              variant="primary"
              onClick={() => void editor.structure.add("First module").catch(() => undefined)}
            >
              Add module
            </Button>
          ) : undefined
        }
      >
        A course is a list of modules; each is a page of text, figures and questions.
      </EmptyState>
    );
  }
  const shown = openId === pictureOf ? picture : <Loading />;
  const session = openState === "ready" ? editor.current : null;
  return (
    <>
      <DocumentHeader facts={facts} factsOf={pictureOf} />
      {openState === "failed" ? (
        <ErrorState
          title="This module could not be opened"
          action={<Button onClick={() => void editor.open(openId)}>Try again</Button>}
        >
          The server did not give it. Nothing was changed.
        </ErrorState>
      ) : session === null ? (
        shown
      ) : (
        <Suspense fallback={shown}>
          <ModuleEditorView key={session.moduleId} session={session} />
        </Suspense>
      )}
    </>
  );
}
