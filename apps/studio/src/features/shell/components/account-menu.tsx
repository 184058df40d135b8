"use client";

import { Avatar } from "@byteos/ui/primitives/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@byteos/ui/primitives/dropdown-menu";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import { startTransition } from "react";
import { signOutAction } from "../../auth/actions.ts";
import type { ShellView } from "../loaders.ts";

export function AccountMenu({ view }: { view: ShellView }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <button
          type="button"
          className="rounded-control hover:bg-surface-2 flex min-h-11 w-full items-center gap-2.5 px-2 py-1 text-start"
        >
          <Avatar name={view.name} />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-medium">{view.name}</span>
            <span className="text-muted block truncate text-xs">
              {view.organisationName}, {view.roleName.toLowerCase()}
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="icon-16 text-muted" />
        </button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top">
        <DropdownMenuItem asChild>
          <a href={view.learnUrl}>Open Learn</a>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => startTransition(() => signOutAction())}>
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
