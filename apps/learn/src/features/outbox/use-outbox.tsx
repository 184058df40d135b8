"use client";

import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from "react";
import type { Outbox, OutboxListeners, OutboxStatus } from "./outbox.ts";

export type OutboxNews = Omit<OutboxListeners, "onStatus">;

export interface OutboxHandle {
  /** Resolves when the browser's storage is open. */
  readonly ready: Promise<Outbox>;
  /** Hears of progress and late grades until the returned function is called. */
  readonly subscribe: (news: OutboxNews) => () => void;
}

const OutboxContext = createContext<OutboxHandle | null>(null);
// Apart from the handle, which never changes: a new state must not reach the questions of a lesson, which
// React would empty for a moment where their code is still on its way.
const OutboxStatusContext = createContext<KnownStatus | null>(null);
const opening = { state: "opening", waiting: 0 } as const;

/** Until the browser's storage is open nobody knows whether something is waiting in it. */
export type KnownStatus = OutboxStatus | typeof opening;

/** Opens one learner's outbox for as long as the page lives, and sends what an earlier page left. */
export function OutboxProvider({ userId, children }: { userId: string; children: ReactNode }) {
  const [status, setStatus] = useState<KnownStatus>(opening);
  const subscribers = useRef(new Set<OutboxNews>());
  const deferred = useMemo(() => Promise.withResolvers<Outbox>(), []);

  useEffect(() => {
    let outbox: Outbox | null = null;
    const subscribed = subscribers.current;
    let isGone = false;
    const wake = () => {
      if (navigator.onLine) void outbox?.flush();
    };
    const leave = () => {
      if (document.visibilityState === "hidden") void outbox?.flushOnLeave();
    };
    void (async () => {
      // Loaded beside the page, not before it: reading can begin without it.
      const { openOutbox } = await import("./open-outbox.ts");
      const opened = await openOutbox(userId, {
        onStatus: setStatus,
        onProgress: (progress) => {
          for (const news of subscribed) news.onProgress?.(progress);
        },
        onGraded: (input, attempt) => {
          for (const news of subscribed) news.onGraded?.(input, attempt);
        },
      });
      if (isGone) {
        opened.close();
        return;
      }
      outbox = opened;
      await opened.start();
      setStatus(opened.status);
      deferred.resolve(opened);
    })();
    window.addEventListener("online", wake);
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("pagehide", leave);
    return () => {
      isGone = true;
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("pagehide", leave);
      void outbox?.flushOnLeave().finally(() => outbox?.close());
    };
  }, [userId, deferred]);

  const handle = useMemo(
    () => ({
      ready: deferred.promise,
      subscribe: (news: OutboxNews) => {
        subscribers.current.add(news);
        return () => void subscribers.current.delete(news);
      },
    }),
    [deferred],
  );
  return (
    <OutboxContext value={handle}>
      <OutboxStatusContext value={status}>{children}</OutboxStatusContext>
    </OutboxContext>
  );
}

export function useOutbox(): OutboxHandle {
  const handle = use(OutboxContext);
  if (handle === null) throw new Error("useOutbox outside OutboxProvider");
  return handle;
}

/** Whether what the learner did has reached the server. */
export function useOutboxStatus(): KnownStatus {
  const status = use(OutboxStatusContext);
  if (status === null) throw new Error("useOutboxStatus outside OutboxProvider");
  return status;
}
