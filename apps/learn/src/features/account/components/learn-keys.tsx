"use client";

import { useHotkeys } from "@byteos/ui/hooks/use-hotkeys";
import type { KeyGroup } from "@byteos/ui/patterns/keyboard-map";
import { lazy, Suspense, useState } from "react";

// Few ask for it, so it is not among the first scripts of a lesson.
const KeyboardMap = lazy(async () => ({
  default: (await import("@byteos/ui/patterns/keyboard-map")).KeyboardMap,
}));

const groups: readonly KeyGroup[] = [
  {
    title: "Lesson and practice",
    keys: [
      { keys: ["1"], label: "Choose an answer, up to 9" },
      { keys: ["Enter"], label: "Check, try again or go on" },
      { keys: ["h"], label: "Hint" },
    ],
  },
  {
    title: "Review",
    keys: [
      { keys: ["Space"], label: "Turn the card" },
      { keys: ["1"], label: "Grade it, up to 4" },
      { keys: ["u"], label: "Take back the last grade" },
    ],
  },
  { title: "Everywhere", keys: [{ keys: ["?"], label: "This list" }] },
];

/** `?` shows every key of Learn. */
export function LearnKeys() {
  const [isOpen, setIsOpen] = useState(false);
  useHotkeys({ "?": () => setIsOpen(true) }, { isEnabled: !isOpen });
  return isOpen ? (
    <Suspense>
      <KeyboardMap groups={groups} open onOpenChange={setIsOpen} />
    </Suspense>
  ) : null;
}
