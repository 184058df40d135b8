import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";
import { Slot } from "./slot.tsx";

const iconButtonVariants = cva(
  "inline-grid shrink-0 place-items-center rounded-control transition-colors duration-hover active:translate-y-px disabled:text-subtle disabled:opacity-60",
  {
    variants: {
      variant: {
        ghost:
          "text-muted hover:bg-surface-2 hover:text-fg aria-pressed:bg-primary-soft aria-pressed:text-primary",
        outline: "border border-control bg-raised text-fg hover:bg-surface-2",
        primary: "bg-primary text-on-primary hover:bg-primary-hover",
      },
      size: {
        xs: "size-6",
        sm: "size-7 max-sm:size-9",
        md: "size-9 max-sm:size-11",
        lg: "size-11",
      },
    },
    defaultVariants: { variant: "ghost", size: "md" },
  },
);

export interface IconButtonProps
  extends Omit<ComponentProps<"button">, "aria-label">, VariantProps<typeof iconButtonVariants> {
  /** What it does, as its accessible name and native tooltip. */
  label: string;
  asChild?: boolean;
}

export function IconButton({
  label,
  asChild = false,
  variant,
  size,
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  const classes = cn(iconButtonVariants({ variant, size }), className);
  if (asChild) return <Slot className={classes} aria-label={label} title={label} {...rest} />;
  return <button type={type} className={classes} aria-label={label} title={label} {...rest} />;
}
