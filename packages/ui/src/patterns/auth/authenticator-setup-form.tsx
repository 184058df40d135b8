"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "../../primitives/button.tsx";
import { Input } from "../../primitives/input.tsx";
import { CopyButton } from "../copy-button.tsx";
import { Field } from "../field.tsx";
import { QrSlot } from "../qr-slot.tsx";

export interface AuthenticatorSetup {
  readonly factorId: string;
  /** The picture to scan, as a `data:` address. */
  readonly qrCode: string;
  readonly secret: string;
}

export interface AuthenticatorSetupFormProps {
  setup: AuthenticatorSetup;
  error: string | null;
  isBusy: boolean;
  onConfirm: (code: string) => void;
  onCancel: () => void;
}

/** Scan or type the secret, then prove with a code that the app has it. */
export function AuthenticatorSetupForm({
  setup,
  error,
  isBusy,
  onConfirm,
  onCancel,
}: AuthenticatorSetupFormProps) {
  const [code, setCode] = useState("");
  const [isEmpty, setIsEmpty] = useState(false);
  const titleId = useId();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const digits = code.replaceAll(/\s/g, "");
    setIsEmpty(digits === "");
    if (digits !== "") onConfirm(digits);
  }

  return (
    <form
      noValidate
      onSubmit={submit}
      aria-labelledby={titleId}
      className="rounded-card border-line grid gap-6 border p-5 max-sm:p-4"
    >
      <div className="flex items-start gap-5 max-sm:flex-col">
        <QrSlot
          label="Code to scan with your authenticator app"
          className="size-44! max-sm:size-40!"
        >
          {/* A picture, so that nothing in it can run. */}
          <img src={setup.qrCode} alt="" className="size-full" />
        </QrSlot>
        <div className="grid min-w-0 gap-3">
          <h3 id={titleId} className="text-base font-semibold">
            Scan this with an authenticator app
          </h3>
          <p className="text-muted text-sm text-pretty">
            Any app for time-based codes will do, such as the one in your password manager. You
            cannot scan? Type this secret into it.
          </p>
          <div className="flex flex-wrap items-center gap-2">
            <code className="bg-surface rounded-control min-w-0 px-2.5 py-1.5 font-mono text-sm break-all">
              {setup.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}
            </code>
            <CopyButton text={setup.secret} label="Copy secret" size="sm" variant="ghost" />
          </div>
        </div>
      </div>
      <Field
        label="Code that the app shows now"
        error={isEmpty ? "Type the code." : (error ?? undefined)}
        className="max-w-60"
      >
        <Input
          value={code}
          onChange={(event) => setCode(event.target.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          required
          className="font-mono"
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={isBusy}>
          {isBusy ? "Checking…" : "Turn on"}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
