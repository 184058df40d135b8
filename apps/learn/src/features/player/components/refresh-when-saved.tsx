"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useOutboxStatus } from "../../outbox/use-outbox.tsx";

/** Steps that were still on this device when the page was made may have completed the course. */
export function RefreshWhenSaved() {
  const status = useOutboxStatus();
  const router = useRouter();
  const hadWaiting = useRef(false);
  useEffect(() => {
    if (status.waiting > 0) hadWaiting.current = true;
    else if (hadWaiting.current) {
      hadWaiting.current = false;
      router.refresh();
    }
  }, [status.waiting, router]);
  return (
    <p role="status" className="text-muted mb-4 text-sm empty:hidden">
      {status.waiting > 0
        ? "Your last steps are still on this device. They are sent as soon as there is a connection."
        : ""}
    </p>
  );
}
