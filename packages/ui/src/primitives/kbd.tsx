import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

export function Kbd({ className, ...rest }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={cn(
        "inline-grid h-5 min-w-5 place-items-center rounded-xs bg-surface-2 px-1.25 font-sans text-xs font-medium text-muted shadow-[inset_0_0_0_1px_var(--line-strong)]",
        className,
      )}
      {...rest}
    />
  );
}
