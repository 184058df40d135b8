import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

export interface ScrollAreaProps extends ComponentProps<"div"> {
  /** Names the region, which the keyboard can focus and scroll. */
  label: string;
  axis?: "x" | "y" | "both";
}

const axes = { x: "overflow-x-auto", y: "overflow-y-auto", both: "overflow-auto" } as const;

/** The platform's own scrolling, reachable by keyboard. */
export function ScrollArea({ label, axis = "y", className, ...rest }: ScrollAreaProps) {
  return (
    <div
      role="group"
      aria-label={label}
      tabIndex={0}
      className={cn("[scrollbar-width:thin]", axes[axis], className)}
      {...rest}
    />
  );
}
