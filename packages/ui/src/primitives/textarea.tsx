import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";
import { controlClasses } from "./input.tsx";

export function Textarea({
  className,
  rows = 3,
  isResizable = true,
  ...rest
}: ComponentProps<"textarea"> & {
  /** False where the field grows with its text and a grip would only be in the way. */
  isResizable?: boolean;
}) {
  return (
    <textarea
      rows={rows}
      className={cn(
        controlClasses,
        "field-sizing-content px-3 py-2",
        isResizable ? "resize-y" : "resize-none",
        className,
      )}
      {...rest}
    />
  );
}
