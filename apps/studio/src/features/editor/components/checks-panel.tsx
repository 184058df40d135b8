"use client";

import { checkPublishable } from "@byteos/courseware/publish/check-publishable";
import type { PublishProblem } from "@byteos/courseware/publish/check-publishable";
import { cn } from "@byteos/ui/logic/cn";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useMemo } from "react";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";

export interface ModuleChecks {
  readonly problems: readonly PublishProblem[];
  readonly warnings: readonly PublishProblem[];
}

/** What blocks publishing in the open module, as it stands on the screen. */
export function useModuleChecks(): ModuleChecks {
  const blocks = useEditorState((state) => state.blocks);
  const isReady = useEditorState((state) => state.openState === "ready");
  const open = useEditorState((state) =>
    state.modules.find((module) => module.id === state.openId),
  );
  return useMemo(() => {
    if (open === undefined || !isReady) return { problems: [], warnings: [] };
    const content = {
      version: 1 as const,
      blocks: [...blocks],
      objectives: [],
      terms: [],
      cards: [],
    };
    const { problems, warnings } = checkPublishable({
      title: "-",
      modules: [{ id: open.id, title: open.title, content }],
    });
    return {
      problems: problems.filter((problem) => problem.moduleId !== null),
      warnings: warnings.filter((warning) => warning.moduleId !== null),
    };
  }, [blocks, open, isReady]);
}

export function ProblemList({
  items,
  tone,
  onOpen,
}: {
  items: readonly PublishProblem[];
  tone: "problem" | "warning";
  onOpen: (problem: PublishProblem) => void;
}) {
  const Icon = tone === "problem" ? CircleX : TriangleAlert;
  return (
    <ul className="grid">
      {items.map((problem, index) => (
        <li
          key={`${problem.code}-${problem.blockId ?? problem.moduleId ?? ""}-${index}`}
          className="border-line not-last:border-b"
        >
          <button
            type="button"
            disabled={problem.moduleId === null}
            onClick={() => onOpen(problem)}
            className="rounded-control enabled:hover:bg-surface-2 -mx-2 flex w-[calc(100%+1rem)] items-start gap-2.5 px-2 py-2.5 text-start"
          >
            <Icon
              aria-hidden
              className={cn("mt-0.5", tone === "problem" ? "text-incorrect-fg" : "text-warning-fg")}
            />
            <span className="min-w-0 flex-1">{problem.message}</span>
            {problem.blockId === null ? null : (
              <span className="text-primary shrink-0 text-xs font-medium">Show</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

export function ChecksPanel() {
  const editor = useCourseEditor();
  const { problems, warnings } = useModuleChecks();
  const open = (problem: PublishProblem): void => {
    if (problem.moduleId !== null) void editor.openAt(problem.moduleId, problem.blockId);
  };
  if (problems.length + warnings.length === 0) {
    return (
      <p className="text-muted flex items-center gap-2 p-5">
        <CircleCheck aria-hidden className="text-correct" />
        Nothing in this module blocks publishing.
      </p>
    );
  }
  return (
    <div className="p-5">
      {problems.length > 0 ? (
        <>
          <h3 className="mb-1 text-sm font-semibold">Blocks publishing</h3>
          <ProblemList items={problems} tone="problem" onOpen={open} />
        </>
      ) : null}
      {warnings.length > 0 ? (
        <>
          <h3 className="mt-5 mb-1 text-sm font-semibold first:mt-0">Worth a look</h3>
          <ProblemList items={warnings} tone="warning" onOpen={open} />
        </>
      ) : null}
    </div>
  );
}
