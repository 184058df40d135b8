"use client";

import { ByteMark } from "@byteos/ui/patterns/byte-mark";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import { lazy, Suspense, useEffect, useRef, useState } from "react";

const BytePanel = lazy(async () => ({ default: (await import("./byte-panel.tsx")).BytePanel }));

/** Opens Byte beside the lesson. What it needs is fetched then. */
export function ByteButton() {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    document.documentElement.toggleAttribute("data-byte", isOpen);
    return () => document.documentElement.removeAttribute("data-byte");
  }, [isOpen]);
  return (
    <>
      <IconButton
        ref={button}
        label={isOpen ? "Close Byte" : "Ask Byte"}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <ByteMark size="sm" />
      </IconButton>
      {isOpen ? (
        <Suspense>
          <BytePanel
            onClose={() => {
              setIsOpen(false);
              button.current?.focus();
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
