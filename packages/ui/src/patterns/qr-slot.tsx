import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

export interface QrSlotProps {
  /** Where it leads, in words: "Code that opens this certificate". */
  label: string;
  /** The SVG of the code. It stays black on white in both themes, so that cameras read it. */
  children: ReactNode;
  className?: string;
}

export function QrSlot({ label, children, className }: QrSlotProps) {
  return (
    <div
      role="img"
      aria-label={label}
      data-theme="light"
      className={cn(
        "grid size-32 shrink-0 place-items-center overflow-hidden rounded-option p-2 shadow-[0_0_0_1px_var(--line-strong)] [&>svg]:size-full max-sm:size-26",
        className,
      )}
    >
      {children}
    </div>
  );
}
