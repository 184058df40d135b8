"use client";

import Check from "lucide-react/icons/check";
import ChevronRight from "lucide-react/icons/chevron-right";
import * as Radix from "radix-ui/dropdown-menu";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";
import {
  menuItemClasses,
  menuLabelClasses,
  menuSeparatorClasses,
  menuSurfaceClasses,
} from "./menu-classes.ts";

/** Not modal: the page can still be scrolled, and assistive technology keeps the page. */
export function DropdownMenu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}

export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuGroup = Radix.Group;
export const DropdownMenuRadioGroup = Radix.RadioGroup;
export const DropdownMenuSub = Radix.Sub;

export function DropdownMenuContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          menuSurfaceClasses,
          "max-h-(--radix-dropdown-menu-content-available-height) min-w-48 origin-(--radix-dropdown-menu-content-transform-origin) overflow-y-auto p-1.5",
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  );
}

export interface DropdownMenuItemProps extends ComponentProps<typeof Radix.Item> {
  tone?: "default" | "danger";
}

export function DropdownMenuItem({ className, tone = "default", ...rest }: DropdownMenuItemProps) {
  return (
    <Radix.Item
      className={cn(menuItemClasses, tone === "danger" && "text-incorrect-fg", className)}
      {...rest}
    />
  );
}

export function DropdownMenuCheckboxItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem className={cn(menuItemClasses, "ps-8", className)} {...rest}>
      <Radix.ItemIndicator className="text-primary absolute start-2">
        <Check aria-hidden />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(menuItemClasses, "ps-8", className)} {...rest}>
      <Radix.ItemIndicator className="text-primary absolute start-2">
        <Check aria-hidden />
      </Radix.ItemIndicator>
      {children}
    </Radix.RadioItem>
  );
}

export function DropdownMenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn(menuLabelClasses, className)} {...rest} />;
}

export function DropdownMenuSeparator({
  className,
  ...rest
}: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className={cn(menuSeparatorClasses, className)} {...rest} />;
}

export function DropdownMenuSubTrigger({
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.SubTrigger>) {
  return (
    <Radix.SubTrigger
      className={cn(menuItemClasses, "data-[state=open]:bg-hover", className)}
      {...rest}
    >
      {children}
      <ChevronRight aria-hidden className="text-muted ms-auto rtl:-scale-x-100" />
    </Radix.SubTrigger>
  );
}

export function DropdownMenuSubContent({
  className,
  ...rest
}: ComponentProps<typeof Radix.SubContent>) {
  return (
    <Radix.Portal>
      <Radix.SubContent className={cn(menuSurfaceClasses, "min-w-48 p-1.5", className)} {...rest} />
    </Radix.Portal>
  );
}

/** The keys of an entry, at its end. */
export function DropdownMenuShortcut({ className, ...rest }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={cn(
        "ms-auto inline-grid h-5 min-w-5 place-items-center rounded-xs bg-surface-2 px-1 font-sans text-xs font-medium text-muted shadow-[inset_0_0_0_1px_var(--line-strong)]",
        className,
      )}
      {...rest}
    />
  );
}
