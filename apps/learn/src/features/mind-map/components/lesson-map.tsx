"use client";

import type { MindMap } from "@byteos/contracts/generated-content";
import { blockElementId } from "@byteos/ui/logic/block-element-id";
import { Button } from "@byteos/ui/primitives/button";
import { Skeleton, SkeletonGroup } from "@byteos/ui/primitives/skeleton";
import { useEffect, useId, useState } from "react";
import { postJson } from "../../../lib/post-json.ts";
import { useLesson } from "../../player/state/lesson-context.tsx";
import { nestNodes } from "../nest-nodes.ts";
import { BranchView, type RenderNodeLink } from "./branch-view.tsx";

/** The module at a glance, before its text: every entry goes to the words it speaks of. */
export function LessonMap() {
  const { courseId, moduleId, goTo } = useLesson();
  const titleId = useId();
  const [map, setMap] = useState<MindMap | "loading" | "failed">("loading");
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    void postJson<MindMap>("/api/mindmap/generate", { courseId, moduleId }).then((made) => {
      if (isCurrent) setMap(made ?? "failed");
    });
    return () => {
      isCurrent = false;
    };
  }, [courseId, moduleId, attempt]);
  const renderLink: RenderNodeLink = ({ blockId }, { className, children }) => (
    <a
      href={`#${blockElementId(blockId)}`}
      onClick={(event) => {
        event.preventDefault();
        goTo(blockId);
      }}
      className={className}
    >
      {children}
    </a>
  );
  return (
    <section aria-labelledby={titleId} className="mt-8 font-sans">
      <h2 id={titleId} className="text-base font-semibold">
        Mind map
      </h2>
      {/* As high before the map has come as after, or the text below would move under its reader. */}
      <div
        className="rounded-card bg-surface scroll-quiet mt-3 h-96 overflow-y-auto p-4"
        aria-live="polite"
        aria-busy={map === "loading"}
      >
        {map === "loading" ? (
          <SkeletonGroup label="Drawing the map" className="grid gap-3">
            <Skeleton className="h-4 w-3/5" />
            <Skeleton className="h-4 w-4/5" />
            <Skeleton className="h-4 w-2/5" />
          </SkeletonGroup>
        ) : map === "failed" ? (
          <div className="grid justify-items-start gap-3 text-sm">
            <p>The map could not be fetched. The text below is all there.</p>
            <Button
              size="sm"
              onClick={() => {
                setMap("loading");
                setAttempt(attempt + 1);
              }}
            >
              Try again
            </Button>
          </div>
        ) : (
          <ul className="grid gap-0.5">
            {nestNodes(map.nodes)
              .flatMap(({ children }) => children)
              .flatMap(({ children }) => children)
              .map((branch) => (
                <li key={branch.node.id}>
                  <BranchView branch={branch} isOpen depth={0} renderLink={renderLink} />
                </li>
              ))}
          </ul>
        )}
      </div>
    </section>
  );
}
