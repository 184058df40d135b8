"use client";

import Link from "next/link";
import { useEffect } from "react";
import { useNudge } from "../use-nudge.ts";
import { NudgeCard } from "./nudge-card.tsx";

/** Asked for once the page is there: the page neither waits for it nor moves when it comes. */
export function HomeNudge() {
  const { nudge, check, dismiss } = useNudge();
  useEffect(() => void check({}), [check]);
  return <NudgeCard nudge={nudge} link={Link} onDismiss={dismiss} />;
}
