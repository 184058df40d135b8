"use client";

import Ellipsis from "lucide-react/icons/ellipsis";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "../primitives/dropdown-menu.tsx";
import { IconButton, type IconButtonProps } from "../primitives/icon-button.tsx";

export interface MoreMenuProps extends Pick<IconButtonProps, "size" | "disabled" | "className"> {
  /** Whose menu it is: "More for Finding leaks". */
  label: string;
  /** `DropdownMenuItem`s and the like. */
  children: ReactNode;
}

/** The "…" of a row. The menu is made when it is first opened: a page may have fifty of them. */
export function MoreMenu({ label, size = "sm", disabled, className, children }: MoreMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [isMade, setIsMade] = useState(false);
  const open = (): void => {
    setIsMade(true);
    setIsOpen(true);
  };
  const openByKey = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    open();
  };
  const look = { label, size, disabled, className };
  if (!isMade) {
    return (
      <IconButton
        {...look}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={open}
        onKeyDown={openByKey}
      >
        <Ellipsis aria-hidden />
      </IconButton>
    );
  }
  return (
    <DropdownMenu open={isOpen} onOpenChange={setIsOpen}>
      <DropdownMenuTrigger asChild>
        <IconButton {...look}>
          <Ellipsis aria-hidden />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">{children}</DropdownMenuContent>
    </DropdownMenu>
  );
}
