import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

/** Give it the size of what follows. Hold it back for the first 200 ms with `SkeletonGroup`. */
export function Skeleton({ className, ...rest }: ComponentProps<"span">) {
  return (
    <span
      aria-hidden
      className={cn("block animate-skeleton rounded-xs bg-surface-2", className)}
      {...rest}
    />
  );
}

export interface SkeletonGroupProps extends ComponentProps<"div"> {
  /** What is loading, for those who cannot see it: "Loading courses". */
  label: string;
}

export function SkeletonGroup({ label, className, children, ...rest }: SkeletonGroupProps) {
  return (
    <div role="status" aria-label={label} className={cn("animate-late", className)} {...rest}>
      {children}
    </div>
  );
}
