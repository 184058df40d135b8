"use client";

import { useState } from "react";
import { useHotkeys } from "../hooks/use-hotkeys.ts";
import { areShortcutsOn, setShortcutsOn } from "../logic/shortcuts.ts";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "../primitives/dialog.tsx";
import { Kbd } from "../primitives/kbd.tsx";
import { Switch } from "../primitives/switch.tsx";
import { ChoiceField } from "./field.tsx";

export interface KeyGroup {
  title: string;
  keys: readonly { keys: readonly string[]; label: string }[];
}

export interface KeyboardMapProps {
  groups: readonly KeyGroup[];
  /** Controlled, where a menu opens it too. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** `?` shows every key of the page. Single keys can be turned off here. */
export function KeyboardMap({ groups, open, onOpenChange }: KeyboardMapProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const [isOn, setIsOn] = useState(true);
  const setOpen = (next: boolean): void => {
    if (next) setIsOn(areShortcutsOn());
    setOwnOpen(next);
    onOpenChange?.(next);
  };
  useHotkeys({ "?": () => setOpen(true) });
  return (
    <Dialog open={open ?? ownOpen} onOpenChange={setOpen}>
      <DialogContent width="md">
        <DialogTitle>Keyboard</DialogTitle>
        <DialogDescription>Keys do nothing while you type.</DialogDescription>
        <div className="mt-5 grid gap-x-10 gap-y-6 sm:grid-cols-2">
          {groups.map((group) => (
            <section key={group.title} aria-label={group.title}>
              <h3 className="text-muted mb-2 text-xs font-medium">{group.title}</h3>
              <dl className="grid gap-2">
                {group.keys.map((entry) => (
                  <div key={entry.label} className="flex items-center justify-between gap-4">
                    <dt>{entry.label}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {entry.keys.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <ChoiceField
          label="Single-key shortcuts"
          hint="Combinations with Cmd or Ctrl always work."
          className="border-line mt-6 border-t pt-4!"
        >
          <Switch
            checked={isOn}
            onCheckedChange={(next) => {
              setIsOn(next);
              setShortcutsOn(next);
            }}
          />
        </ChoiceField>
      </DialogContent>
    </Dialog>
  );
}
