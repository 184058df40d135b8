"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { focusFirstError } from "../../logic/focus-first-error.ts";
import { Button } from "../../primitives/button.tsx";
import { Input } from "../../primitives/input.tsx";
import { Field } from "../field.tsx";
import { FormError } from "../form-error.tsx";

/** What an action answers with. Passwords are never among the values. */
export interface AuthFormState {
  /** Of the whole form: what happened and what to do. */
  readonly error?: string;
  readonly fieldErrors?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
  /** The form has done its work: these words take its place. */
  readonly done?: string;
}

export interface AuthField {
  readonly name: string;
  readonly label: string;
  readonly type: "email" | "password" | "text";
  readonly autoComplete: string;
  readonly hint?: string;
  readonly defaultValue?: string;
  readonly isReadOnly?: boolean;
  readonly isOptional?: boolean;
  readonly maxLength?: number;
  /** For codes of digits: the keyboard that a phone shows. */
  readonly inputMode?: "numeric";
  /** Beside the label: "Forgot your password?" */
  readonly aside?: ReactNode;
}

export interface AuthFormProps {
  action: (state: AuthFormState, form: FormData) => Promise<AuthFormState>;
  fields: readonly AuthField[];
  submitLabel: string;
  busyLabel: string;
  /** Danger for what cannot be undone. */
  tone?: "primary" | "danger";
  /** Sent along unseen: where to go next, the invitation's token. */
  hidden?: Readonly<Record<string, string>>;
  /** One of several on its page, and not what the page is for. */
  isPart?: boolean;
}

/** A short form that works before its script has loaded and keeps what was typed when it fails. */
export function AuthForm({
  action,
  fields,
  submitLabel,
  busyLabel,
  tone = "primary",
  hidden = {},
  isPart = false,
}: AuthFormProps) {
  const [state, submit, isBusy] = useActionState(action, {});
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    focusFirstError(form.current);
  }, [state]);
  if (state.done !== undefined) {
    return (
      <p role="status" className="rounded-card bg-surface p-5 text-base text-pretty">
        {state.done}
      </p>
    );
  }
  return (
    <form ref={form} action={submit} noValidate className="flex flex-col gap-5">
      <FormError className="empty:-mb-5">{state.error}</FormError>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map((field) => (
        <div key={field.name} className="relative">
          <Field
            label={field.label}
            {...(field.hint === undefined ? {} : { hint: field.hint })}
            {...(field.isOptional === true ? { isOptional: true } : {})}
            error={state.fieldErrors?.[field.name]}
          >
            <Input
              name={field.name}
              type={field.type}
              autoComplete={field.autoComplete}
              required={field.isOptional !== true}
              readOnly={field.isReadOnly === true}
              defaultValue={state.values?.[field.name] ?? field.defaultValue ?? ""}
              {...(field.maxLength === undefined ? {} : { maxLength: field.maxLength })}
              {...(field.inputMode === undefined ? {} : { inputMode: field.inputMode })}
              {...(field.type === "email" ? { autoCapitalize: "none", spellCheck: false } : {})}
            />
          </Field>
          {field.aside ? <div className="absolute end-0 top-0 text-sm">{field.aside}</div> : null}
        </div>
      ))}
      <Button
        type="submit"
        variant={tone === "danger" ? "danger-solid" : isPart ? "secondary" : "primary"}
        {...(isPart ? {} : { size: "lg" as const })}
        busy={isBusy}
        className={isPart ? "self-start" : "w-full"}
      >
        {isBusy ? busyLabel : submitLabel}
      </Button>
    </form>
  );
}
