"use client";

import Menu from "lucide-react/icons/menu";
import { type MouseEvent, type ReactNode, useRef } from "react";
import { IconButton } from "../primitives/icon-button.tsx";

export interface ShellMenuProps {
  children: ReactNode;
}

/** The rest of the navigation on a phone, in the platform's own popover. Closes when a link is followed. */
export function ShellMenu({ children }: ShellMenuProps) {
  const panel = useRef<HTMLDivElement>(null);
  const closeAfterLink = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest("a")) panel.current?.hidePopover();
  };
  return (
    <>
      <IconButton label="Menu" popoverTarget="shell-menu">
        <Menu aria-hidden />
      </IconButton>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- only listens for links inside being followed */}
      <div
        id="shell-menu"
        ref={panel}
        popover="auto"
        onClick={closeAfterLink}
        className="rounded-t-sheet bg-raised text-fg shadow-3 backdrop:bg-scrim inset-x-0 top-auto bottom-0 m-0 max-h-[85dvh] w-full max-w-none overflow-y-auto border-0 p-4 pb-[calc(1rem+env(safe-area-inset-bottom))]"
      >
        {children}
      </div>
    </>
  );
}
