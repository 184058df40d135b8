import { cn } from "../logic/cn.ts";

export interface SeparatorProps {
  orientation?: "horizontal" | "vertical";
  className?: string;
}

export function Separator({ orientation = "horizontal", className }: SeparatorProps) {
  return orientation === "horizontal" ? (
    <hr className={cn("h-px border-0 bg-line", className)} />
  ) : (
    <span aria-hidden className={cn("inline-block w-px self-stretch bg-line", className)} />
  );
}
