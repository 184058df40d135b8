import { ownPath } from "@byteos/contracts/own-path";
import { appCodeField, recoveryCodeField } from "@byteos/ui/logic/auth-fields";
import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
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
  const kind = params.with === "recovery" ? "recovery" : "app";
  const other = kind === "app" ? "&with=recovery" : "";
  return (
    <AuthFrame
      product="Studio"
      title="One more step"
      description="Two-step verification is on for this account."
      footer={
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Link className="link" href={`/second-step?next=${encodeURIComponent(next)}${other}`}>
            {kind === "app" ? "Use a recovery code" : "Use your authenticator app"}
          </Link>
          <form action={signOutAction}>
            <Button type="submit" variant="ghost" size="sm" hang="end">
              Sign out
            </Button>
          </form>
        </div>
      }
    >
      <AuthForm
        key={kind}
        action={passSecondStepAction}
        fields={[kind === "app" ? appCodeField : recoveryCodeField]}
        hidden={{ next, kind }}
        submitLabel="Continue"
        busyLabel="Checking…"
      />
    </AuthFrame>
  );
}
