"use client";

import { adjustBrandColor } from "@byteos/ui/logic/brand-color";
import { Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { showToast } from "@byteos/ui/patterns/toaster";
import { Button } from "@byteos/ui/primitives/button";
import { Input } from "@byteos/ui/primitives/input";
import { explainedWords } from "@byteos/web/explained-words";
import { type FormEvent, useState, useTransition } from "react";
import { updateBrandingAction } from "../actions.ts";

const colorPattern = /^#[0-9a-f]{6}$/i;

export interface BrandFormProps {
  primaryColor: string | null;
  canConfigure: boolean;
}

/** The colour as typed, and beside it the one that will be used where the typed one cannot be read. */
export function BrandForm({ primaryColor, canConfigure }: BrandFormProps) {
  const [color, setColor] = useState(primaryColor ?? "");
  const [error, setError] = useState<string | null>(null);
  const [isBusy, startTransition] = useTransition();
  const isColor = colorPattern.test(color);
  const used = isColor ? adjustBrandColor(color) : null;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (color !== "" && !isColor) {
      setError("Use a colour like #4f46e5, or leave it empty.");
      return;
    }
    startTransition(async () => {
      const result = await updateBrandingAction({ primary_color: color === "" ? null : color });
      setError(result.ok ? null : explainedWords(result.error));
      if (result.ok) showToast("Brand saved");
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid max-w-120 gap-4">
      <FormError>{error}</FormError>
      <Field
        label="Brand colour"
        hint="Buttons, links and the subject of charts, in Studio and Learn."
        isOptional
      >
        <Input
          value={color}
          onChange={(event) => setColor(event.target.value.trim())}
          placeholder="#4338ca"
          spellCheck={false}
          autoComplete="off"
          disabled={!canConfigure}
          className="font-mono"
        />
      </Field>
      {used !== null && (
        <div className="flex flex-wrap items-center gap-3 text-sm">
          <span
            className="rounded-control px-3 py-1.5 font-medium"
            style={{ background: used.primary, color: used.onPrimary }}
          >
            Publish course
          </span>
          <span className="text-muted">
            {used.adjusted
              ? `${color} is hard to read on our surfaces, so ${used.primary} is used instead.`
              : "Readable as it is."}
          </span>
        </div>
      )}
      {canConfigure && (
        <div>
          <Button type="submit" busy={isBusy}>
            {isBusy ? "Saving…" : "Save brand"}
          </Button>
        </div>
      )}
    </form>
  );
}
