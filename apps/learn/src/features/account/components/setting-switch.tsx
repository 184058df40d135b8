"use client";

import { ChoiceField } from "@byteos/ui/patterns/field";
import { Switch } from "@byteos/ui/primitives/switch";
import { useOptimistic, useState, useTransition } from "react";

/** A choice of the person's own, kept as it is made. */
export function SettingSwitch({
  label,
  hint,
  isOn,
  save,
}: {
  label: string;
  hint: string;
  isOn: boolean;
  /** False when it could not be kept. */
  save: (isOn: boolean) => Promise<boolean>;
}) {
  const [shown, setShown] = useOptimistic(isOn);
  const [, startSaving] = useTransition();
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <div className="grid gap-2">
      <ChoiceField label={label} hint={hint}>
        <Switch
          checked={shown}
          onCheckedChange={(next) =>
            startSaving(async () => {
              setShown(next);
              const isKept = await save(next).catch(() => false);
              setHasFailed(!isKept);
            })
          }
        />
      </ChoiceField>
      {hasFailed ? (
        <p role="alert" className="text-incorrect-fg text-sm">
          This could not be saved. It is as it was; try again in a moment.
        </p>
      ) : null}
    </div>
  );
}
