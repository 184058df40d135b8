/** What a shortcut needs of a key press; `KeyboardEvent` has it. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/**
 * A press as written in a shortcut: "mod+k", "shift+mod+z", "?", "g", "Enter", "1". `mod` is Cmd or Ctrl.
 * Shift is written only with mod, since "?" already says how it was made.
 */
export function describePress(press: KeyPress): string {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const isMod = press.ctrlKey || press.metaKey;
  return [
    isMod && press.shiftKey ? "shift" : "",
    isMod ? "mod" : "",
    press.altKey && isMod ? "alt" : "",
    key,
  ]
    .filter(Boolean)
    .join("+");
}

/** Whether keys belong to what has focus: a field, an editor, an open menu or dialog list. */
export function isTypingTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[contenteditable=""],[contenteditable="true"]')) {
    return true;
  }
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) {
    return !["checkbox", "radio", "button", "submit", "reset", "range", "file"].includes(
      target.type,
    );
  }
  return (
    target.closest(
      '[role="menu"],[role="listbox"],[role="combobox"],[role="textbox"],[role="dialog"],[role="alertdialog"]',
    ) !== null
  );
}

/** Whether Enter and Space already mean something to what has focus: a link or a button. */
export function isPressedByKey(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('a[href],button,summary,[role="button"]') !== null
  );
}

const storageKey = "byteos-shortcuts";

/** Single-key shortcuts can be turned off (WCAG 2.1.4); combinations with Cmd or Ctrl stay. */
export function areShortcutsOn(): boolean {
  try {
    return window.localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

export function setShortcutsOn(isOn: boolean): void {
  try {
    if (isOn) window.localStorage.removeItem(storageKey);
    else window.localStorage.setItem(storageKey, "off");
  } catch {
    // Storage can be refused; the choice then lasts as long as the page.
  }
}
