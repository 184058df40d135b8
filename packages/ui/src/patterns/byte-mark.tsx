import { cn } from "../logic/cn.ts";

export interface ByteMarkProps {
  size?: "sm" | "md";
  className?: string;
}

/** Byte: a rounded square with two bits of the mark as eyes. Stands by everything a model or the tutor made. */
export function ByteMark({ size = "md", className }: ByteMarkProps) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 28 28"
      className={cn("shrink-0", size === "sm" ? "size-5" : "size-7", className)}
    >
      <rect width="28" height="28" rx="9" className="fill-primary" />
      <circle cx="9.5" cy="14" r="2.5" className="fill-on-primary" />
      <circle cx="18.5" cy="14" r="2.5" className="fill-on-primary" />
    </svg>
  );
}
