import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";
import { controlClasses } from "./input.tsx";

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cn(controlClasses, "field-sizing-content resize-y px-3 py-2", className)}
      {...rest}
    />
  );
}
