import { ownPath } from "@byteos/contracts/own-path";
import { SecondStepEntry } from "@byteos/ui/patterns/auth/second-step-entry";
import { Button } from "@byteos/ui/primitives/button";
import type { Metadata } from "next";
import Link from "next/link";
import { signOutAction } from "../../../features/auth/actions.ts";
import { passSecondStepAction } from "../../../features/second-step/actions.ts";
import { requireSecondStepOwed } from "../../../features/second-step/loaders.ts";

export const metadata: Metadata = { title: "Second step" };

interface Props {
  searchParams: Promise<{ next?: string; with?: string }>;
}

export default async function SecondStepPage({ searchParams }: Props) {
  const params = await searchParams;
  const next = ownPath(params.next);
  await requireSecondStepOwed(next);
  return (
    <SecondStepEntry
      product="Studio"
      next={next}
      kind={params.with === "recovery" ? "recovery" : "app"}
      action={passSecondStepAction}
      link={Link}
      signOut={
        <form action={signOutAction}>
          <Button type="submit" variant="ghost" size="sm" hang="end">
            Sign out
          </Button>
        </form>
      }
    />
  );
}
