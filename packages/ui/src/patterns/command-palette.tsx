"use client";

import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { useHotkeys } from "../hooks/use-hotkeys.ts";
import { cn } from "../logic/cn.ts";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "../primitives/command.tsx";
import { dialogSurfaceClasses, overlayClasses } from "../primitives/dialog.tsx";
import { Kbd } from "../primitives/kbd.tsx";

export interface PaletteCommand {
  id: string;
  label: string;
  hint?: string;
  icon?: ReactNode;
  keys?: string;
  /** Other words that find it. */
  keywords?: string[];
  onSelect: () => void;
}

export interface PaletteGroup {
  title: string;
  commands: readonly PaletteCommand[];
}

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly PaletteGroup[];
  placeholder?: string;
  /** Called as one types, where results come from the server; they are then shown as given. */
  onSearch?: (text: string) => void;
  isSearching?: boolean;
}

/** Cmd or Ctrl K opens and closes it. Load it lazily: it is not needed for the first screen. */
export function CommandPalette({
  open,
  onOpenChange,
  groups,
  placeholder = "Search or run a command",
  onSearch,
  isSearching = false,
}: CommandPaletteProps) {
  useHotkeys({ "mod+k": () => onOpenChange(!open) });
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClasses} />
        <Radix.Content
          aria-describedby={undefined}
          className={cn(
            dialogSurfaceClasses,
            "top-[12dvh]! max-w-160 translate-y-0! overflow-hidden! p-0!",
          )}
        >
          <Radix.Title className="sr-only">Search or run a command</Radix.Title>
          <Command label="Commands" shouldFilter={onSearch === undefined} loop>
            <CommandInput
              placeholder={placeholder}
              {...(onSearch ? { onValueChange: onSearch } : {})}
            />
            <CommandList>
              <CommandEmpty>
                {isSearching ? "Searching…" : "Nothing found. Try another word."}
              </CommandEmpty>
              {groups
                .filter((group) => group.commands.length > 0)
                .map((group) => (
                  <CommandGroup key={group.title} heading={group.title}>
                    {group.commands.map((command) => (
                      <CommandItem
                        key={command.id}
                        value={`${command.label} ${command.id}`}
                        {...(command.keywords ? { keywords: command.keywords } : {})}
                        onSelect={() => {
                          onOpenChange(false);
                          command.onSelect();
                        }}
                      >
                        {command.icon ? (
                          <span aria-hidden className="text-muted">
                            {command.icon}
                          </span>
                        ) : null}
                        <span className="min-w-0 flex-1 truncate">{command.label}</span>
                        {command.hint ? (
                          <span className="text-muted text-xs">{command.hint}</span>
                        ) : null}
                        {command.keys ? <Kbd>{command.keys}</Kbd> : null}
                      </CommandItem>
                    ))}
                  </CommandGroup>
                ))}
            </CommandList>
            <div
              aria-hidden
              className="border-line text-muted flex gap-4 border-t px-4 py-2 text-xs max-md:hidden"
            >
              <span className="flex items-center gap-1.5">
                <Kbd>↑↓</Kbd> choose
              </span>
              <span className="flex items-center gap-1.5">
                <Kbd>↵</Kbd> run
              </span>
              <span className="flex items-center gap-1.5">
                <Kbd>esc</Kbd> close
              </span>
            </div>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
