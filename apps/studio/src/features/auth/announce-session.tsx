"use client";

import { useEffect } from "react";

/** Tells the other tabs that somebody signed in, and closes this one when it was opened for that. */
export function AnnounceSession() {
  useEffect(() => {
    const channel = new BroadcastChannel("byteos-session");
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has one origin and takes no target
    channel.postMessage("signed-in");
    channel.close();
    const timer = setTimeout(() => window.close(), 800);
    return () => clearTimeout(timer);
  }, []);
  return null;
}
