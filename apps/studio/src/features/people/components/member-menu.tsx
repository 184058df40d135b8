"use client";

import { orgRoles } from "@byteos/contracts/role";
import type { OrgRole } from "@byteos/contracts/role";
import { ConfirmDialog } from "@byteos/ui/patterns/confirm-dialog";
import { showToast } from "@byteos/ui/patterns/toaster";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@byteos/ui/primitives/dropdown-menu";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import Ellipsis from "lucide-react/icons/ellipsis";
import { useState, useTransition } from "react";
import { explainedWords } from "../../../lib/explained-words.ts";
import { removeMemberAction, setRoleAction } from "../actions.ts";
import { roleNames } from "../role-words.ts";

export interface MemberMenuProps {
  userId: string;
  name: string;
  role: OrgRole;
}

export function MemberMenu({ userId, name, role }: MemberMenuProps) {
  const [isRemoving, setIsRemoving] = useState(false);
  const [isBusy, startTransition] = useTransition();

  function changeRole(next: string): void {
    if (next === role) return;
    startTransition(async () => {
      const result = await setRoleAction({ userId, role: next });
      showToast(
        result.ok
          ? `${name} is now ${roleNames[next as OrgRole].toLowerCase()}`
          : explainedWords(result.error),
      );
    });
  }

  async function remove(): Promise<void> {
    const result = await removeMemberAction({ userId });
    if (!result.ok) showToast(explainedWords(result.error));
    else showToast(`${name} was removed`);
  }

  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`Change ${name}`} size="sm" disabled={isBusy}>
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuLabel>Role</DropdownMenuLabel>
          <DropdownMenuRadioGroup value={role} onValueChange={changeRole}>
            {orgRoles.map((each) => (
              <DropdownMenuRadioItem key={each} value={each}>
                {roleNames[each]}
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={() => setIsRemoving(true)}>
            Remove from organisation
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setIsRemoving}
        title={`Remove ${name}?`}
        confirmLabel="Remove person"
        busyLabel="Removing…"
        tone="danger"
        onConfirm={remove}
      >
        They lose access to this organisation at once. What they learned and their certificates stay
        theirs, and you can invite them again.
      </ConfirmDialog>
    </>
  );
}
