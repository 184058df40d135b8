"use client";

import * as Radix from "radix-ui/alert-dialog";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";
import { dialogSurfaceClasses, overlayClasses } from "./dialog.tsx";

export const AlertDialog = Radix.Root;
export const AlertDialogTrigger = Radix.Trigger;
export const AlertDialogCancel = Radix.Cancel;
export const AlertDialogAction = Radix.Action;

export function AlertDialogContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClasses} />
      <Radix.Content className={cn(dialogSurfaceClasses, "max-w-110", className)} {...rest} />
    </Radix.Portal>
  );
}

export function AlertDialogTitle({ className, ...rest }: ComponentProps<typeof Radix.Title>) {
  return <Radix.Title className={cn("text-xl font-semibold", className)} {...rest} />;
}

export function AlertDialogDescription({
  className,
  ...rest
}: ComponentProps<typeof Radix.Description>) {
  return <Radix.Description className={cn("mt-2 text-pretty text-muted", className)} {...rest} />;
}
