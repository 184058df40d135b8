import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, MouseEvent } from "react";
import { cn } from "../logic/cn.ts";
import { Slot } from "./slot.tsx";

export const buttonVariants = cva(
  "inline-flex select-none items-center justify-center whitespace-nowrap rounded-control border font-medium transition-[background-color,color,transform] duration-hover active:translate-y-px disabled:translate-y-0 disabled:border-transparent disabled:bg-surface-2 disabled:text-subtle disabled:shadow-none",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-primary text-on-primary hover:bg-primary-hover",
        secondary: "border-control bg-raised text-fg hover:bg-surface-2",
        ghost:
          "border-transparent text-muted hover:bg-surface-2 hover:text-fg disabled:bg-transparent",
        danger: "border-incorrect bg-raised text-incorrect-fg hover:bg-incorrect-soft",
        "danger-solid": "border-transparent bg-incorrect text-bg hover:opacity-90",
      },
      size: {
        sm: "min-h-7 gap-1.5 px-2.5 text-sm max-sm:min-h-9",
        md: "min-h-9 gap-2 px-3.5 text-sm max-sm:min-h-11",
        lg: "min-h-11 gap-2 px-5 text-base",
      },
      /** Hangs the padding outside the column, so the letters of a ghost button align with the text edge. */
      hang: { none: "", end: "-me-3.5", start: "-ms-3.5" },
    },
    compoundVariants: [
      {
        variant: "primary",
        size: "lg",
        class: "shadow-[inset_0_-2px_0_var(--button-edge)] active:shadow-none",
      },
      { size: "sm", hang: "end", class: "-me-2.5!" },
      { size: "sm", hang: "start", class: "-ms-2.5!" },
    ],
    defaultVariants: { variant: "secondary", size: "md", hang: "none" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Renders the one child (a link, for example) with the look of a button. */
  asChild?: boolean;
  /** The action is under way: announced, focus kept, presses ignored. Say so in the label too ("Saving…"). */
  busy?: boolean;
}

function ignorePress(event: MouseEvent): void {
  event.preventDefault();
}

export function Button({
  asChild = false,
  busy = false,
  variant,
  size,
  hang,
  className,
  type = "button",
  ...rest
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size, hang }), className);
  const state = busy ? { "aria-busy": true, "aria-disabled": true, onClick: ignorePress } : {};
  if (asChild) return <Slot className={classes} {...rest} {...state} />;
  return <button type={type} className={classes} {...rest} {...state} />;
}
