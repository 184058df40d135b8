"use client";

import { useEffect, useRef } from "react";
import {
  areShortcutsOn,
  describePress,
  isPressedByKey,
  isTypingTarget,
} from "../logic/shortcuts.ts";

/** Keys as `describePress` writes them; "g c" is a sequence. A handler that returns false leaves the press to others. */
export type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

export interface HotkeyOptions {
  isEnabled?: boolean;
}

const sequenceTimeoutMs = 1_000;

/**
 * Listens on the document. Single keys are ignored while typing, inside menus and lists, when they are
 * turned off, and when something else handled the press; combinations with Cmd or Ctrl always work.
 */
export function useHotkeys(hotkeys: Hotkeys, { isEnabled = true }: HotkeyOptions = {}): void {
  const latest = useRef(hotkeys);
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    if (!isEnabled) return undefined;
    let first: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = (): void => {
      clearTimeout(timer);
      first = null;
    };
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const press = describePress(event);
      const isCombination = press.includes("mod+");
      if ((press === "Enter" || press === " ") && isPressedByKey(event.target)) return;
      if (!isCombination && (event.altKey || isTypingTarget(event.target) || !areShortcutsOn())) {
        return;
      }
      const sequence = first === null ? null : `${first} ${press}`;
      forget();
      const handler =
        (sequence === null ? undefined : latest.current[sequence]) ?? latest.current[press];
      if (handler) {
        if (handler(event) !== false) event.preventDefault();
      } else if (Object.keys(latest.current).some((keys) => keys.startsWith(`${press} `))) {
        first = press;
        timer = setTimeout(forget, sequenceTimeoutMs);
      }
    };
    document.addEventListener("keydown", listen);
    return () => {
      forget();
      document.removeEventListener("keydown", listen);
    };
  }, [isEnabled]);
}
