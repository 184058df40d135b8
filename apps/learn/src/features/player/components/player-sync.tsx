"use client";

import { SyncState } from "@byteos/ui/patterns/sync-state";
import { useEffect, useState } from "react";
import { useOutboxStatus } from "../../outbox/use-outbox.tsx";

const patienceMs = 900;

/** Whether what the learner did has reached the server. Short waits are not worth a word. */
export function PlayerSync() {
  const status = useOutboxStatus();
  const isSending = status.state === "sending";
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    if (!isSending) return undefined;
    const timer = setTimeout(() => setIsSlow(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setIsSlow(false);
    };
  }, [isSending]);
  if (status.state === "signed-out") {
    return (
      <a
        href={`/sign-in?next=${encodeURIComponent(globalThis.location?.pathname ?? "/")}`}
        className="link px-2 text-xs font-medium whitespace-nowrap"
      >
        Sign in to save {status.waiting === 1 ? "1 step" : `${status.waiting} steps`}
      </a>
    );
  }
  return (
    <SyncState
      state={
        isSending
          ? isSlow
            ? "sending"
            : "synced"
          : status.state === "waiting"
            ? "waiting"
            : "synced"
      }
      waitingCount={status.waiting}
    />
  );
}
