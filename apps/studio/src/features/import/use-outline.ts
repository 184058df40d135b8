"use client";

import type { CourseOutline } from "@byteos/contracts/outline";
import { explainedWords } from "@byteos/web/explained-words";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { saveOutlineAction } from "./actions.ts";

type OutlineSaveState = "saved" | "saving" | "offline" | "conflict";

const pauseMs = 800;

export interface OutlineEditing {
  readonly outline: CourseOutline;
  readonly saveState: OutlineSaveState;
  readonly problem: string | null;
  readonly canUndo: boolean;
  edit: (change: (outline: CourseOutline) => CourseOutline) => void;
  undo: () => void;
  /** Saves what is waiting and gives the revision to build from; null when that did not work. */
  flush: () => Promise<number | null>;
}

/** An outline under review: every edit can be undone, and is saved a moment after the last one. */
export function useOutline(
  importId: string,
  first: CourseOutline,
  firstRevision: number,
): OutlineEditing {
  const [history, setHistory] = useState<readonly CourseOutline[]>([first]);
  const [saveState, setSaveState] = useState<OutlineSaveState>("saved");
  const [problem, setProblem] = useState<string | null>(null);
  const revision = useRef(firstRevision);
  const saved = useRef(first);
  const [savedOutline, setSavedOutline] = useState(first);
  const saving = useRef<Promise<boolean> | null>(null);
  const outline = history.at(-1) ?? first;
  const latest = useRef(outline);
  useLayoutEffect(() => {
    latest.current = outline;
  }, [outline]);

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const sent = latest.current;
    if (sent === saved.current) return true;
    setSaveState("saving");
    try {
      const result = await saveOutlineAction({
        importId,
        revision: revision.current,
        outline: sent,
      });
      if (!result.ok) {
        setSaveState(result.error.kind === "conflict" ? "conflict" : "offline");
        setProblem(explainedWords(result.error));
        return false;
      }
      revision.current = result.value.revision;
      saved.current = sent;
      setSavedOutline(sent);
      setProblem(null);
      setSaveState(latest.current === sent ? "saved" : "saving");
      return true;
    } catch {
      setSaveState("offline");
      return false;
    }
  }, [importId]);

  const save = useCallback(async (): Promise<boolean> => {
    // One save at a time, so that each names the revision that the one before it made.
    while (saving.current !== null) await saving.current;
    saving.current = saveOnce();
    const isSaved = await saving.current;
    saving.current = null;
    return isSaved;
  }, [saveOnce]);

  useEffect(() => {
    if (outline === saved.current || saveState === "conflict") return undefined;
    const timer = setTimeout(() => void save(), saveState === "offline" ? 4_000 : pauseMs);
    return () => clearTimeout(timer);
  }, [outline, saveState, save]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (latest.current !== saved.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);

  const edit = useCallback((change: (outline: CourseOutline) => CourseOutline) => {
    setHistory((before) => {
      const current = before.at(-1);
      const next = current === undefined ? current : change(current);
      return next === undefined || next === current ? before : [...before.slice(-99), next];
    });
  }, []);

  const undo = useCallback(() => {
    setHistory((before) => (before.length > 1 ? before.slice(0, -1) : before));
  }, []);

  const flush = useCallback(async () => {
    while (latest.current !== saved.current) {
      if (!(await save())) return null;
    }
    return revision.current;
  }, [save]);

  // An edit that waits for its moment is not saved yet, and must not look so.
  const shownState = saveState === "saved" && outline !== savedOutline ? "saving" : saveState;
  return {
    outline,
    saveState: shownState,
    problem,
    canUndo: history.length > 1,
    edit,
    undo,
    flush,
  };
}
