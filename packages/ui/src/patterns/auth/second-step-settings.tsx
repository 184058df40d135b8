"use client";

import { useState, useTransition } from "react";
import { longDate } from "../../logic/dates.ts";
import { Button } from "../../primitives/button.tsx";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { FormError } from "../form-error.tsx";
import { type AuthenticatorSetup, AuthenticatorSetupForm } from "./authenticator-setup-form.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

/** What an action answers with: its value, or words for the person. */
export type SecondStepAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string };

export interface SecondStepActions {
  begin: () => Promise<SecondStepAnswer<AuthenticatorSetup>>;
  /** With the recovery codes when these are the first. */
  confirm: (input: {
    factorId: string;
    code: string;
  }) => Promise<SecondStepAnswer<readonly string[] | null>>;
  renewCodes: () => Promise<SecondStepAnswer<readonly string[]>>;
  remove: (factorId: string) => Promise<SecondStepAnswer<null>>;
}

export interface SecondStepSettingsProps {
  apps: readonly { readonly id: string; readonly name: string; readonly addedAt: string }[];
  recoveryCodesLeft: number | null;
  actions: SecondStepActions;
}

type Step =
  | { readonly name: "list" }
  | { readonly name: "setup"; readonly setup: AuthenticatorSetup }
  | { readonly name: "codes"; readonly codes: readonly string[] };

/** Two-step verification of one's own account: set it up, keep recovery codes, remove it. */
export function SecondStepSettings({ apps, recoveryCodesLeft, actions }: SecondStepSettingsProps) {
  const [step, setStep] = useState<Step>({ name: "list" });
  const [error, setError] = useState<string | null>(null);
  const [isBusy, startTransition] = useTransition();

  function run<Value>(
    work: () => Promise<SecondStepAnswer<Value>>,
    onDone: (value: Value) => void,
  ): void {
    startTransition(async () => {
      const answer = await work();
      setError(answer.ok ? null : answer.message);
      if (answer.ok) onDone(answer.value);
    });
  }

  if (step.name === "setup") {
    const { setup } = step;
    return (
      <AuthenticatorSetupForm
        setup={setup}
        error={error}
        isBusy={isBusy}
        onConfirm={(code) =>
          run(
            () => actions.confirm({ factorId: setup.factorId, code }),
            (codes) => setStep(codes === null ? { name: "list" } : { name: "codes", codes }),
          )
        }
        onCancel={() => {
          setError(null);
          setStep({ name: "list" });
        }}
      />
    );
  }
  if (step.name === "codes") {
    return <RecoveryCodes codes={step.codes} onKept={() => setStep({ name: "list" })} />;
  }

  const begin = () => run(actions.begin, (setup) => setStep({ name: "setup", setup }));
  const renew = () => run(actions.renewCodes, (codes) => setStep({ name: "codes", codes }));
  if (apps.length === 0) {
    return (
      <div className="flex flex-col items-start gap-4">
        <FormError className="empty:-mb-4">{error}</FormError>
        <p className="text-muted max-w-[68ch] text-sm text-pretty">
          After your password, you also type a code from an app on your phone. A stolen password
          alone then opens nothing.
        </p>
        <Button busy={isBusy} onClick={begin}>
          Set up two-step verification
        </Button>
      </div>
    );
  }
  const isLast = apps.length === 1;
  return (
    <div className="flex flex-col gap-4">
      <FormError className="empty:-mb-4">{error}</FormError>
      <ul className="divide-line border-line rounded-card divide-y border">
        {apps.map((app) => (
          <li key={app.id} className="flex items-center justify-between gap-4 px-4 py-3">
            <span className="min-w-0">
              <span className="block truncate text-sm font-medium">{app.name}</span>
              <span className="text-muted block text-xs">
                Added {longDate(new Date(app.addedAt))}
              </span>
            </span>
            <ConfirmDialog
              trigger={
                <Button variant="ghost" size="sm" hang="end">
                  Remove
                  <span className="sr-only"> {app.name}</span>
                </Button>
              }
              title={isLast ? "Turn off two-step verification?" : `Remove ${app.name}?`}
              confirmLabel={isLast ? "Turn off" : "Remove app"}
              tone="danger"
              onConfirm={async () => {
                const answer = await actions.remove(app.id);
                setError(answer.ok ? null : answer.message);
              }}
            >
              {isLast
                ? "Your password alone will open your account, and your recovery codes stop working."
                : "Codes of this app stop working. Your other apps and your recovery codes stay."}
            </ConfirmDialog>
          </li>
        ))}
        <li className="flex items-center justify-between gap-4 px-4 py-3">
          <span className="min-w-0">
            <span className="block text-sm font-medium">Recovery codes</span>
            <span className="text-muted block text-xs">{describeCodes(recoveryCodesLeft)}</span>
          </span>
          {recoveryCodesLeft === null ? (
            <Button variant="ghost" size="sm" hang="end" busy={isBusy} onClick={renew}>
              Make codes
            </Button>
          ) : (
            <ConfirmDialog
              trigger={
                <Button variant="ghost" size="sm" hang="end" busy={isBusy}>
                  Make new codes
                </Button>
              }
              title="Make new recovery codes?"
              confirmLabel="Make new codes"
              onConfirm={renew}
            >
              The codes you have stop working at once.
            </ConfirmDialog>
          )}
        </li>
      </ul>
      <div>
        <Button busy={isBusy} onClick={begin}>
          Add another app
        </Button>
      </div>
    </div>
  );
}

function describeCodes(left: number | null): string {
  if (left === null) return "None. With them you get in when your phone is lost.";
  if (left === 0) return "All used. Make new ones before you need them.";
  return left === 1 ? "1 left" : `${left} left`;
}
