"use client";

import { ByteMark } from "@byteos/ui/patterns/byte-mark";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { PlayerLink } from "../../player/components/player-link.tsx";
import { useLessonNudge } from "../use-lesson-nudge.ts";
import { NudgeCard } from "./nudge-card.tsx";

const BytePanel = lazy(async () => ({ default: (await import("./byte-panel.tsx")).BytePanel }));

/** Opens Byte beside the lesson. What it needs is fetched then. */
export function ByteButton() {
  const [opened, setOpened] = useState<"no" | "to-ask" | "for-a-hint">("no");
  const isOpen = opened !== "no";
  const button = useRef<HTMLButtonElement>(null);
  const { nudge, dismiss } = useLessonNudge({ isQuiet: isOpen });
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
        onClick={() => setOpened(isOpen ? "no" : "to-ask")}
      >
        <ByteMark size="sm" />
      </IconButton>
      {isOpen ? (
        <Suspense>
          <BytePanel
            startsWithHint={opened === "for-a-hint"}
            onClose={() => {
              setOpened("no");
              button.current?.focus();
            }}
          />
        </Suspense>
      ) : (
        <NudgeCard
          nudge={nudge}
          link={PlayerLink}
          onHint={() => {
            dismiss();
            setOpened("for-a-hint");
          }}
          onDismiss={() => {
            dismiss();
            button.current?.focus();
          }}
        />
      )}
    </>
  );
}
