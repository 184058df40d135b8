import { appCodeField, recoveryCodeField } from "@byteos/ui/logic/auth-fields";
import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
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
  const kind = params.with === "recovery" ? "recovery" : "app";
  const other = kind === "app" ? "&with=recovery" : "";
  return (
    <AuthFrame
      product="Learn"
      title="One more step"
      description="Two-step verification is on for this account."
      footer={
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Link className="link" href={`/second-step?next=${encodeURIComponent(next)}${other}`}>
            {kind === "app" ? "Use a recovery code" : "Use your authenticator app"}
          </Link>
          <SignOut />
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
