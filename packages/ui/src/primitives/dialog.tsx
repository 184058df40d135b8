"use client";

import X from "lucide-react/icons/x";
import * as Radix from "radix-ui/dialog";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";
import { IconButton } from "./icon-button.tsx";

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

export const overlayClasses =
  "fixed inset-0 z-dialog bg-scrim data-[state=open]:animate-fade-in data-[state=closed]:animate-fade-out";

export const dialogSurfaceClasses =
  "fixed inset-x-4 top-1/2 z-dialog mx-auto grid grid-cols-[minmax(0,1fr)] max-h-[calc(100dvh-2rem)] -translate-y-1/2 overflow-y-auto rounded-card border border-line-strong bg-raised p-6 text-sm shadow-3 outline-none data-[state=open]:animate-fade-in data-[state=closed]:animate-fade-out max-sm:p-5";

const widths = { sm: "max-w-110", md: "max-w-140", lg: "max-w-190" } as const;

export interface DialogContentProps extends ComponentProps<typeof Radix.Content> {
  width?: keyof typeof widths;
  /** A cross in the corner; leave it off where the footer already offers a way out. */
  hasClose?: boolean;
}

export function DialogContent({
  className,
  children,
  width = "sm",
  hasClose = true,
  ...rest
}: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClasses} />
      <Radix.Content className={cn(dialogSurfaceClasses, widths[width], className)} {...rest}>
        {children}
        {hasClose ? (
          <Radix.Close asChild>
            <IconButton label="Close" size="sm" className="absolute end-4 top-5">
              <X aria-hidden className="icon-18" />
            </IconButton>
          </Radix.Close>
        ) : null}
      </Radix.Content>
    </Radix.Portal>
  );
}

export function DialogTitle({ className, ...rest }: ComponentProps<typeof Radix.Title>) {
  return <Radix.Title className={cn("pe-8 text-xl font-semibold", className)} {...rest} />;
}

export function DialogDescription({
  className,
  ...rest
}: ComponentProps<typeof Radix.Description>) {
  return <Radix.Description className={cn("mt-2 text-pretty text-muted", className)} {...rest} />;
}

export function DialogFooter({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      className={cn(
        "mt-6 flex flex-wrap justify-end gap-2 max-sm:grid max-sm:grid-cols-1 max-sm:[&>*:last-child]:order-first",
        className,
      )}
      {...rest}
    />
  );
}
