"use client";

import Check from "lucide-react/icons/check";
import ChevronDown from "lucide-react/icons/chevron-down";
import * as Radix from "radix-ui/select";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../logic/cn.ts";
import { controlClasses } from "./input.tsx";
import { menuItemClasses, menuSurfaceClasses } from "./menu-classes.ts";

export interface SelectOption {
  value: string;
  label: string;
  hint?: string;
  icon?: ReactNode;
  disabled?: boolean;
}

type TriggerProps = Pick<
  ComponentProps<typeof Radix.Trigger>,
  "id" | "className" | "aria-label" | "aria-labelledby" | "aria-describedby" | "aria-invalid"
>;

export interface SelectProps
  extends
    Pick<
      ComponentProps<typeof Radix.Root>,
      "value" | "defaultValue" | "onValueChange" | "name" | "disabled" | "required"
    >,
    TriggerProps {
  options: readonly SelectOption[];
  placeholder?: string;
  size?: "sm" | "md";
}

export function Select({
  options,
  placeholder = "Choose",
  size = "md",
  className,
  id,
  "aria-label": label,
  "aria-labelledby": labelledBy,
  "aria-describedby": describedBy,
  "aria-invalid": invalid,
  ...root
}: SelectProps) {
  const trigger: TriggerProps = {};
  if (id !== undefined) trigger.id = id;
  if (label !== undefined) trigger["aria-label"] = label;
  if (labelledBy !== undefined) trigger["aria-labelledby"] = labelledBy;
  if (describedBy !== undefined) trigger["aria-describedby"] = describedBy;
  if (invalid !== undefined) trigger["aria-invalid"] = invalid;
  return (
    <Radix.Root {...root}>
      <Radix.Trigger
        {...trigger}
        className={cn(
          controlClasses,
          "inline-flex items-center justify-between gap-2 whitespace-nowrap ps-3 pe-2.5 text-start data-placeholder:text-subtle",
          size === "sm" && "min-h-7! ps-2.5! pe-1.5! max-sm:min-h-9!",
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon asChild>
          <ChevronDown aria-hidden className="icon-16 text-muted" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className={cn(
            menuSurfaceClasses,
            "max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden",
          )}
        >
          <Radix.Viewport className="p-1.5">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                {...(option.disabled === undefined ? {} : { disabled: option.disabled })}
                className={cn(menuItemClasses, "pe-8")}
              >
                {option.icon}
                <span className="grid">
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  {option.hint ? <span className="text-muted text-xs">{option.hint}</span> : null}
                </span>
                <Radix.ItemIndicator className="text-primary absolute end-2">
                  <Check aria-hidden className="icon-16" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
