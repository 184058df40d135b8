"use client";

import Link from "next/link";
import { useEffect } from "react";
import { useNudge } from "../use-nudge.ts";
import { NudgeCard } from "./nudge-card.tsx";

/** Asked for once the page is there: the page does not wait for it. */
export function HomeNudge() {
  const { nudge, check, dismiss } = useNudge();
  useEffect(() => void check({}), [check]);
  return <NudgeCard nudge={nudge} link={Link} isInFlow onDismiss={dismiss} />;
}
