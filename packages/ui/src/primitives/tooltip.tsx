"use client";

import * as Radix from "radix-ui/tooltip";
import type { ReactNode } from "react";

export interface TooltipProps {
  /** A few words; never the only place where something is said. */
  text: ReactNode;
  keys?: string;
  side?: "top" | "right" | "bottom" | "left";
  /** One element that can take focus. */
  children: ReactNode;
}

export const TooltipProvider = Radix.Provider;

export function Tooltip({ text, keys, side = "bottom", children }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={400}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-toast rounded-control bg-fg text-bg shadow-3 data-[state=delayed-open]:animate-fade-in flex max-w-72 items-center gap-2 px-2 py-1 text-xs"
          >
            {text}
            {keys ? <kbd className="font-sans font-medium opacity-80">{keys}</kbd> : null}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
