"use client";

import Search from "lucide-react/icons/search";
import X from "lucide-react/icons/x";
import { useRef } from "react";
import { useHotkeys } from "../hooks/use-hotkeys.ts";
import { cn } from "../logic/cn.ts";
import { IconButton } from "../primitives/icon-button.tsx";
import { Input } from "../primitives/input.tsx";
import { Kbd } from "../primitives/kbd.tsx";

export interface SearchFieldProps {
  value: string;
  onValueChange: (value: string) => void;
  /** Its accessible name: "Search courses". */
  label: string;
  placeholder?: string;
  /** `/` puts the cursor here. One a page. */
  hasShortcut?: boolean;
  name?: string;
  className?: string;
}

export function SearchField({
  value,
  onValueChange,
  label,
  placeholder,
  hasShortcut = false,
  name,
  className,
}: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useHotkeys({ "/": () => input.current?.focus() }, { isEnabled: hasShortcut });
  return (
    <div className={cn("relative min-w-0", className)}>
      <Search
        aria-hidden
        className="icon-16 text-muted pointer-events-none absolute inset-y-0 start-3 my-auto"
      />
      <Input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        {...(name === undefined ? {} : { name })}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value) {
            event.stopPropagation();
            onValueChange("");
          }
        }}
        className="ps-9! pe-9! [&::-webkit-search-cancel-button]:hidden"
      />
      {value ? (
        <IconButton
          label="Clear search"
          size="sm"
          className="absolute inset-y-0 end-1 my-auto"
          onClick={() => {
            onValueChange("");
            input.current?.focus();
          }}
        >
          <X aria-hidden className="icon-16" />
        </IconButton>
      ) : hasShortcut ? (
        <Kbd aria-hidden className="absolute inset-y-0 end-2.5 my-auto max-md:hidden">
          /
        </Kbd>
      ) : null}
    </div>
  );
}
