import { SecondStepEntry } from "@byteos/ui/patterns/auth/second-step-entry";
import type { Metadata } from "next";
import Link from "next/link";
import { passSecondStepAction } from "../../../features/second-step/actions.ts";
import { requireSecondStepOwed } from "../../../features/second-step/loaders.ts";
import { SignOut } from "../../../features/session/components/sign-out.tsx";
import { type EntryPageProps, nextOf } from "../../../features/session/next-path.ts";

export const metadata: Metadata = { title: "Second step" };

export default async function SecondStepPage({ searchParams }: EntryPageProps) {
  const params = await searchParams;
  const next = nextOf(params);
  await requireSecondStepOwed(next);
  return (
    <SecondStepEntry
      product="Learn"
      next={next}
      kind={params.with === "recovery" ? "recovery" : "app"}
      action={passSecondStepAction}
      link={Link}
      signOut={<SignOut />}
    />
  );
}
