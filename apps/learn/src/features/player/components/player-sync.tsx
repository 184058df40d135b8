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
  // What an earlier page left is not saved before it has been sent, however short that takes.
  const [hasSettled, setHasSettled] = useState(false);
  if (!hasSettled && (status.state === "synced" || status.state === "waiting")) setHasSettled(true);
  useEffect(() => {
    if (!isSending) return undefined;
    const timer = setTimeout(() => setIsSlow(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setIsSlow(false);
    };
  }, [isSending]);
  if (status.state === "opening") return <span role="status" />;
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
          ? isSlow || !hasSettled
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
