"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import type { CodeToken } from "../../logic/highlight-code.ts";
import { Button } from "../../primitives/button.tsx";
import { CodeTokens } from "../code-tokens.tsx";

export interface CodeViewProps {
  /** Names the code for those who do not see it: the file's name. */
  label: string;
  text: string;
  /** The file's ending, which says what language it is in. */
  ending: string;
  /** Gives more of the file; left out when this is all. */
  onMore?: (() => void) | undefined;
  isLoadingMore?: boolean;
}

const lineHeight = 22;
/** Longer files are drawn only where they are looked at. */
const drawnWhole = 1_500;
/** What follows is plain: colours of a log that long help nobody. */
const mostColoured = 30_000;

/** A file of code, numbered, coloured once its language has been loaded. */
export function CodeView({ label, text, ending, onMore, isLoadingMore = false }: CodeViewProps) {
  const lines = useMemo(() => splitLines(text), [text]);
  const coloured = useColours(lines, ending);
  const scroller = useRef<HTMLDivElement>(null);
  const isVirtual = lines.length > drawnWhole;
  // oxlint-disable-next-line react/incompatible-library -- what it gives is read again on every render and passed on to nothing that is memoised
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 30,
    enabled: isVirtual,
    initialRect: { width: 1_000, height: 700 },
  });
  const shown = isVirtual
    ? virtualizer.getVirtualItems().map(({ index }) => index)
    : lines.map((_, index) => index);
  const before = isVirtual ? (virtualizer.getVirtualItems()[0]?.start ?? 0) : 0;
  const height = lines.length * lineHeight;
  const digits = String(lines.length).length;
  return (
    <div>
      <div
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label={label}
        dir="ltr"
        className={`scroll-quiet overflow-auto -outline-offset-2! ${isVirtual ? "h-[70vh]" : ""}`}
      >
        <pre
          className="font-mono text-[0.8125rem] [tab-size:4] [font-variant-ligatures:none]"
          style={isVirtual ? { height, paddingTop: before } : undefined}
        >
          <code className="block w-max min-w-full py-3">
            {shown.map((index) => (
              <span
                key={index}
                className="grid grid-cols-[auto_1fr]"
                style={{ height: lineHeight, lineHeight: `${lineHeight}px` }}
              >
                <span
                  aria-hidden
                  className="text-subtle bg-bg sticky start-0 ps-4 pe-4 text-end tabular-nums select-none"
                  style={{ minWidth: `calc(${digits}ch + 2rem)` }}
                >
                  {index + 1}
                </span>
                <span className="pe-4 whitespace-pre">
                  <CodeTokens
                    tokens={coloured[index] ?? [{ kind: "plain", text: lines[index] ?? "" }]}
                  />
                </span>
              </span>
            ))}
          </code>
        </pre>
      </div>
      {onMore && (
        <div className="border-line flex items-center gap-3 border-t px-4 py-3">
          <Button size="sm" busy={isLoadingMore} onClick={onMore}>
            {isLoadingMore ? "Loading…" : "Load more of this file"}
          </Button>
          <span className="text-muted text-xs">
            {lines.length.toLocaleString("en")} lines are shown.
          </span>
        </div>
      )}
    </div>
  );
}

function splitLines(text: string): string[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function useColours(
  lines: readonly string[],
  ending: string,
): readonly (CodeToken[] | undefined)[] {
  const [coloured, setColoured] = useState<readonly (CodeToken[] | undefined)[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    const found: CodeToken[][] = [];
    void (async () => {
      const { colourLines, languageOf } = await import("../../logic/shiki-lines.ts");
      const language = languageOf(ending);
      if (language === null) return;
      const keep = (from: number, some: readonly CodeToken[][]): void => {
        for (const [at, tokens] of some.entries()) found[from + at] = tokens;
        if (!stop.signal.aborted) setColoured([...found]);
      };
      // Without colours the file can be read as well.
      await colourLines(lines.slice(0, mostColoured), language, keep, stop.signal);
    })().catch(() => undefined);
    return () => stop.abort();
  }, [lines, ending]);
  return coloured;
}
