"use client";

import type { SourcedSentences } from "@byteos/courseware/sourcing/count-sourced-sentences";
import type { SourceTexts } from "@byteos/usecases/course/load-source-texts";
import { useEffect, useMemo } from "react";
import { callApi } from "../state/api-client.ts";
import { countSourced, missingRanges, rangeKey } from "../state/count-sourced.ts";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";

/** The open module's sentences and how many stand in their source; null until the sources' words are here. */
export function useSourcedCount(): SourcedSentences | null {
  const blocks = useEditorState((state) => state.blocks);
  const words = useEditorState((state) => state.sourceWords);
  const isReady = useEditorState((state) => state.openState === "ready");
  const missing = useMemo(
    () => (isReady ? missingRanges(blocks, words) : []),
    [blocks, words, isReady],
  );
  return useMemo(
    () => (isReady && missing.length === 0 ? countSourced(blocks, words) : null),
    [blocks, words, isReady, missing],
  );
}

/** Fetches the words of the ranges that the open module names; once for the page. */
export function SourceWordsLoader(): null {
  const { store } = useCourseEditor();
  const blocks = useEditorState((state) => state.blocks);
  const words = useEditorState((state) => state.sourceWords);
  const isReady = useEditorState((state) => state.openState === "ready");
  useEffect(() => {
    const missing = isReady ? missingRanges(blocks, words) : [];
    if (missing.length === 0) return undefined;
    const abort = new AbortController();
    const ranges = missing.map(({ documentId, documentHash, start, end }) => ({
      documentId,
      documentHash,
      start,
      end,
    }));
    callApi<SourceTexts>("/api/documents/texts", {
      method: "POST",
      body: { ranges },
      signal: abort.signal,
    }).then(
      ({ texts }) =>
        store.setState(({ sourceWords }) => ({
          sourceWords: new Map([
            ...sourceWords,
            ...missing.map((range, index) => [rangeKey(range), texts[index] ?? null] as const),
          ]),
        })),
      // The count stays away; the words are asked for again with the next change.
      () => undefined,
    );
    return () => abort.abort();
  }, [store, blocks, words, isReady]);
  return null;
}
