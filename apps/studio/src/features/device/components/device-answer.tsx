"use client";

import type { AuthFormState } from "@byteos/ui/patterns/auth/auth-form";
import { FormError } from "@byteos/ui/patterns/form-error";
import { Button } from "@byteos/ui/primitives/button";
import { useActionState } from "react";
import { answerDeviceAction } from "../actions.ts";

export interface DeviceAnswerProps {
  readonly code: string;
  readonly deviceName: string;
  readonly email: string;
  readonly organisationName: string;
}

/** Who would be let in as whom, and the two answers. */
export function DeviceAnswer({ code, deviceName, email, organisationName }: DeviceAnswerProps) {
  const [state, submit, isBusy] = useActionState<AuthFormState, FormData>(answerDeviceAction, {});
  if (state.done !== undefined) {
    return (
      <p role="status" className="rounded-card bg-surface p-5 text-base text-pretty">
        {state.done}
      </p>
    );
  }
  const facts = [
    ["Code", code.toUpperCase()],
    ["Terminal", deviceName],
    ["As", email],
    ["In", organisationName],
  ] as const;
  return (
    <form action={submit} className="flex flex-col gap-5">
      <FormError className="empty:-mb-5">{state.error}</FormError>
      <dl className="rounded-card bg-surface grid grid-cols-[auto_1fr] gap-x-5 gap-y-3 p-5">
        {facts.map(([term, fact]) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="min-w-0 font-medium break-words">{fact}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted text-sm text-pretty">
        It may read and change the repositories that you may, for 90 days. You can end that at any
        time by revoking its token.
      </p>
      <input type="hidden" name="code" value={code} />
      <div className="grid gap-3">
        <Button type="submit" name="answer" value="allow" variant="primary" size="lg" busy={isBusy}>
          Let it in
        </Button>
        <Button type="submit" name="answer" value="deny" size="lg" disabled={isBusy}>
          Turn it away
        </Button>
      </div>
    </form>
  );
}
