import ChevronDown from "lucide-react/icons/chevron-down";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";
import { controlClasses } from "./input.tsx";

export interface NativeSelectProps extends Omit<ComponentProps<"select">, "children"> {
  options: readonly { value: string; label: string; disabled?: boolean }[];
}

/** The platform's own list: no script, best on a phone. */
export function NativeSelect({ options, className, ...rest }: NativeSelectProps) {
  return (
    <span className={cn("relative block", className)}>
      <select className={cn(controlClasses, "appearance-none ps-3 pe-9")} {...rest}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="icon-16 text-muted pointer-events-none absolute inset-y-0 end-3 my-auto"
      />
    </span>
  );
}
