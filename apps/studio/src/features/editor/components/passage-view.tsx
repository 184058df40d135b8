"use client";

import type { SourceRange } from "@byteos/contracts/source";
import { cn } from "@byteos/ui/logic/cn";
import { Skeleton, SkeletonGroup } from "@byteos/ui/primitives/skeleton";
import type { SourcePassage } from "@byteos/usecases/course/load-source-passage";
import FileText from "lucide-react/icons/file-text";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useEffect, useState } from "react";
import { callApi } from "../state/api-client.ts";
import { useEditorState } from "./editor-context.tsx";

type Loaded = { kind: "loading" } | { kind: "failed" } | { kind: "ready"; passage: SourcePassage };

const cache = new Map<string, SourcePassage>();

function usePassage(range: SourceRange): Loaded {
  const query = new URLSearchParams({
    hash: range.documentHash,
    start: String(range.start),
    end: String(range.end),
  });
  const path = `/api/documents/${range.documentId}/passage?${query.toString()}`;
  const [state, setState] = useState<{ path: string; loaded: Loaded }>({
    path: "",
    loaded: { kind: "loading" },
  });
  useEffect(() => {
    if (cache.has(path)) return undefined;
    const abort = new AbortController();
    callApi<SourcePassage>(path, { signal: abort.signal }).then(
      (passage) => {
        cache.set(path, passage);
        setState({ path, loaded: { kind: "ready", passage } });
      },
      () => {
        if (!abort.signal.aborted) setState({ path, loaded: { kind: "failed" } });
      },
    );
    return () => abort.abort();
  }, [path]);
  const known = cache.get(path);
  if (known !== undefined) return { kind: "ready", passage: known };
  return state.path === path ? state.loaded : { kind: "loading" };
}

/** The surroundings, cut between words. */
function lastWords(text: string): string {
  if (text.length <= 140) return text;
  const cut = text.slice(-140);
  return `…${cut.slice(cut.indexOf(" ") + 1)}`;
}
function firstWords(text: string): string {
  if (text.length <= 100) return text;
  const cut = text.slice(0, 100);
  return `${cut.slice(0, Math.max(0, cut.lastIndexOf(" ")))}…`;
}

function PageSketch({ passage }: { passage: SourcePassage }) {
  if (passage.sketch.length === 0) return null;
  return (
    <div
      role="img"
      aria-label={`Page ${passage.page ?? ""} with the passage marked`}
      className="bg-raised shadow-2 relative flex aspect-[1/1.38] flex-col gap-1 overflow-hidden rounded-xs px-3 pt-3.5 pb-6 ring-1 ring-(--line-strong)"
    >
      {passage.sketch.map((line, index) => (
        <i
          key={index}
          style={{ width: `${Math.round(line.width * 100)}%` }}
          className={cn(
            "block h-[3px] shrink-0 rounded-[1px]",
            line.kind === "gap"
              ? "bg-transparent"
              : line.kind === "heading"
                ? "bg-subtle h-1"
                : "bg-line-strong",
            line.isMarked && line.kind !== "gap" && "bg-mark-edge! shadow-[0_0_0_2px_var(--mark)]",
          )}
        />
      ))}
      <span className="text-muted bg-raised absolute inset-x-0 bottom-0 py-1 text-center text-xs font-medium">
        {passage.page}
      </span>
    </div>
  );
}

/** A place in a document: which one, which page, and its words in their surroundings. */
export function PassageView({ range, isFirst }: { range: SourceRange; isFirst: boolean }) {
  const loaded = usePassage(range);
  const document = useEditorState((state) =>
    state.documents.find((each) => each.id === range.documentId),
  );
  const page = loaded.kind === "ready" ? (loaded.passage.page ?? range.page) : range.page;
  return (
    <div className={cn(isFirst ? "pt-3 pb-5" : "border-line border-t py-5")}>
      <p className="flex items-center gap-2">
        <FileText aria-hidden className="text-block-source" />
        <span className="min-w-0 truncate font-medium" title={document?.fileName}>
          {document?.title ?? (loaded.kind === "ready" ? loaded.passage.title : "Document")}
        </span>
        {page === undefined || page === null ? null : (
          <span className="text-muted ms-auto shrink-0 text-xs">p. {page}</span>
        )}
      </p>
      {loaded.kind === "loading" ? (
        <SkeletonGroup label="Reading the source" className="mt-4">
          <Skeleton className="h-24 w-full" />
        </SkeletonGroup>
      ) : loaded.kind === "failed" ? (
        <p className="text-muted mt-3 text-sm">
          The source could not be read. The document may have been removed.
        </p>
      ) : (
        <>
          <div
            className={cn(
              "mt-4 grid gap-4",
              loaded.passage.sketch.length > 0 &&
                "grid-cols-[120px_minmax(0,1fr)] max-sm:grid-cols-[96px_minmax(0,1fr)]",
            )}
          >
            <PageSketch passage={loaded.passage} />
            <p className="text-muted text-byte font-serif [overflow-wrap:anywhere] whitespace-pre-line">
              {lastWords(loaded.passage.before)}
              <mark className="bg-mark text-fg">{loaded.passage.text}</mark>
              {firstWords(loaded.passage.after)}
            </p>
          </div>
          {loaded.passage.isStale ? (
            <p className="text-warning-fg mt-3 flex items-center gap-1.5 text-xs font-medium">
              <TriangleAlert aria-hidden />
              The document has changed since; compare before you rely on it.
            </p>
          ) : null}
        </>
      )}
    </div>
  );
}
