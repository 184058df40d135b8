"use client";

import X from "lucide-react/icons/x";
import * as Radix from "radix-ui/dialog";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../logic/cn.ts";
import { overlayClasses } from "./dialog.tsx";
import { IconButton } from "./icon-button.tsx";

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;
export const SheetClose = Radix.Close;

const sides = {
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-sheet safe-bottom [--sheet-y:100%]",
  end: "inset-y-0 end-0 w-full max-w-100 border-s border-line [--sheet-x:100%] rtl:[--sheet-x:-100%]",
  start:
    "inset-y-0 start-0 w-full max-w-80 border-e border-line [--sheet-x:-100%] rtl:[--sheet-x:100%]",
} as const;

export interface SheetContentProps extends Omit<ComponentProps<typeof Radix.Content>, "title"> {
  side?: keyof typeof sides;
  title: ReactNode;
  description?: ReactNode;
}

export function SheetContent({
  side = "end",
  title,
  description,
  className,
  children,
  ...rest
}: SheetContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClasses} />
      <Radix.Content
        className={cn(
          "fixed z-dialog flex flex-col bg-raised text-sm shadow-3 outline-none data-[state=open]:animate-sheet-in data-[state=closed]:animate-sheet-out",
          sides[side],
          className,
        )}
        {...(description ? {} : { "aria-describedby": undefined })}
        {...rest}
      >
        {side === "bottom" ? (
          <span
            aria-hidden
            className="rounded-pill bg-line-strong mx-auto mt-1.5 h-1 w-8 shrink-0"
          />
        ) : null}
        <header className="flex items-start gap-3 ps-5 pe-3 pt-4 pb-3">
          <div className="min-w-0 flex-1">
            <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
            {description ? (
              <Radix.Description className="text-muted">{description}</Radix.Description>
            ) : null}
          </div>
          <Radix.Close asChild>
            <IconButton label="Close" size="sm">
              <X aria-hidden className="icon-18" />
            </IconButton>
          </Radix.Close>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
      </Radix.Content>
    </Radix.Portal>
  );
}
