import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

export function Label({ className, children, ...rest }: ComponentProps<"label">) {
  return (
    <label className={cn("block text-sm font-medium", className)} {...rest}>
      {children}
    </label>
  );
}
