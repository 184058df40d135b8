"use client";

import * as Radix from "radix-ui/popover";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";
import { menuSurfaceClasses } from "./menu-classes.ts";

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;
export const PopoverAnchor = Radix.Anchor;
export const PopoverClose = Radix.Close;

export function PopoverContent({
  className,
  sideOffset = 6,
  ...rest
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          menuSurfaceClasses,
          "w-72 origin-(--radix-popover-content-transform-origin) p-4 outline-none",
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  );
}
