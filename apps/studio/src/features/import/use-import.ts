"use client";

import type { ImportView } from "@byteos/usecases/import/load-import";
import { useCallback, useEffect, useState } from "react";

const pollMs = 700;
const pollAfterFailureMs = 3_000;

const isMoving = (view: ImportView) =>
  view.isCancelling || ["queued", "running", "building"].includes(view.status);

/** The import as it is now: asked for again and again while something is being done. */
export function useImport(first: ImportView) {
  const [view, setView] = useState(first);
  const [isOffline, setIsOffline] = useState(false);

  const refresh = useCallback(async () => {
    try {
      const response = await fetch(`/api/imports/${first.importId}`, { cache: "no-store" });
      if (!response.ok) throw new Error(`The import did not answer (${response.status})`);
      setView((await response.json()) as ImportView);
      setIsOffline(false);
    } catch {
      setIsOffline(true);
    }
  }, [first.importId]);

  useEffect(() => {
    if (!isMoving(view)) return undefined;
    const timer = setTimeout(() => void refresh(), isOffline ? pollAfterFailureMs : pollMs);
    return () => clearTimeout(timer);
  }, [view, isOffline, refresh]);

  return { view, isOffline, refresh };
}
