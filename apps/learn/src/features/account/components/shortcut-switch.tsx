"use client";

import { areShortcutsOn, setShortcutsOn } from "@byteos/ui/logic/shortcuts";
import { ChoiceField } from "@byteos/ui/patterns/field";
import { Switch } from "@byteos/ui/primitives/switch";
import { useSyncExternalStore } from "react";

const changed = "byteos-shortcuts-changed";

function subscribe(listener: () => void): () => void {
  window.addEventListener(changed, listener);
  return () => window.removeEventListener(changed, listener);
}

/** Single keys can get in the way of assistive technology, so they can be turned off. */
export function ShortcutSwitch() {
  const isOn = useSyncExternalStore(subscribe, areShortcutsOn, () => true);
  return (
    <ChoiceField
      label="Single-key shortcuts"
      hint="In a lesson: 1 to 9 choose an answer, Enter checks or goes on, h gives a hint. This device only."
    >
      <Switch
        checked={isOn}
        onCheckedChange={(next) => {
          setShortcutsOn(next);
          window.dispatchEvent(new Event(changed));
        }}
      />
    </ChoiceField>
  );
}
