"use client";

import { Toaster as Sonner, toast } from "sonner";

/** Mount once, at the end of the body. Polite live region; 5 s. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-center"
      duration={5000}
      offset={24}
      mobileOffset={{ bottom: 80, left: 16, right: 16 }}
      gap={8}
      style={{ zIndex: "var(--z-toast)", fontFamily: "inherit" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex min-h-12 w-full items-center gap-3 rounded-menu bg-fg py-1.5 ps-4 pe-2 text-sm text-bg shadow-3 md:w-(--width)",
          title: "min-w-0 text-pretty",
          description: "text-xs opacity-80",
          content: "flex-1 py-1.5",
          actionButton:
            "ms-auto min-h-9 shrink-0 rounded-control px-2.5 font-medium underline underline-offset-3 focus-visible:outline-bg max-sm:min-h-11",
        },
      }}
    />
  );
}

export interface ToastOptions {
  description?: string;
  /** What the button says; "Undo" for a deletion. */
  action?: { label: string; onPress: () => void };
  /** The same id replaces the toast that is showing. */
  id?: string;
}

/** For results elsewhere on the page; never for a grade. */
export function showToast(message: string, { description, action, id }: ToastOptions = {}): void {
  toast(message, {
    ...(id === undefined ? {} : { id }),
    ...(description === undefined ? {} : { description }),
    ...(action === undefined ? {} : { action: { label: action.label, onClick: action.onPress } }),
  });
}

/** Deletion is immediate; this gives it back. */
export function showUndoToast(message: string, onUndo: () => void): void {
  showToast(message, { action: { label: "Undo", onPress: onUndo } });
}
