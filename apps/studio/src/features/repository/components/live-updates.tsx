"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

const restMs = 400;

/**
 * Asks for the page again whenever something happens in the repository, and once after a lost connection. Says
 * whether it listens.
 */
export function LiveUpdates({ href }: { href: string }) {
  const router = useRouter();
  const [isLive, setIsLive] = useState(false);
  useEffect(() => {
    const source = new EventSource(href);
    let wasLost = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Several at once are one look.
    const refresh = () => {
      clearTimeout(timer);
      timer = setTimeout(() => router.refresh(), restMs);
    };
    source.addEventListener("joined", () => {
      setIsLive(true);
      if (wasLost) refresh();
      wasLost = false;
    });
    source.addEventListener("activity", refresh);
    source.addEventListener("error", () => {
      setIsLive(false);
      wasLost = true;
    });
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [href, router]);
  return (
    <p className="text-muted flex items-center gap-2 text-xs" aria-live="off">
      <span
        aria-hidden
        className={`size-2 rounded-full ${isLive ? "bg-correct" : "bg-line-strong"}`}
      />
      {isLive ? "Live" : "Not live: load the page again for what is new"}
    </p>
  );
}
