import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

/** The frame shared by everything one types or chooses in. */
export const controlClasses =
  "w-full min-h-9 rounded-control border border-control bg-raised text-sm text-fg max-sm:min-h-11 max-sm:text-base aria-invalid:border-incorrect aria-invalid:shadow-[inset_0_0_0_1px_var(--incorrect)] disabled:border-line-strong disabled:bg-surface-2 disabled:text-subtle";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      className={cn(controlClasses, "px-3 read-only:bg-surface", className)}
      {...rest}
    />
  );
}
