"use client";

import { Command as Cmdk } from "cmdk";
import Search from "lucide-react/icons/search";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

export function Command({ className, ...rest }: ComponentProps<typeof Cmdk>) {
  return <Cmdk className={cn("flex flex-col overflow-hidden text-sm", className)} {...rest} />;
}

export function CommandInput({ className, ...rest }: ComponentProps<typeof Cmdk.Input>) {
  return (
    <div className="border-line flex items-center gap-3 border-b px-4">
      <Search aria-hidden className="icon-18 text-muted" />
      <Cmdk.Input
        className={cn("min-h-12 w-full bg-transparent text-base outline-none", className)}
        {...rest}
      />
    </div>
  );
}

export function CommandList({ className, ...rest }: ComponentProps<typeof Cmdk.List>) {
  return (
    <Cmdk.List
      className={cn("max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5", className)}
      {...rest}
    />
  );
}

export function CommandEmpty({ className, ...rest }: ComponentProps<typeof Cmdk.Empty>) {
  return <Cmdk.Empty className={cn("px-4 py-8 text-center text-muted", className)} {...rest} />;
}

export function CommandGroup({ className, ...rest }: ComponentProps<typeof Cmdk.Group>) {
  return (
    <Cmdk.Group
      className={cn(
        "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted",
        className,
      )}
      {...rest}
    />
  );
}

export function CommandItem({ className, ...rest }: ComponentProps<typeof Cmdk.Item>) {
  return (
    <Cmdk.Item
      className={cn(
        "icon-16 flex min-h-9 cursor-default items-center gap-3 rounded-control px-2 py-1 aria-disabled:text-subtle aria-selected:bg-hover max-sm:min-h-11",
        className,
      )}
      {...rest}
    />
  );
}
