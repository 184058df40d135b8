"use client";

import { orgRoles } from "@byteos/contracts/role";
import type { OrgRole } from "@byteos/contracts/role";
import { ConfirmDialog } from "@byteos/ui/patterns/confirm-dialog";
import { MoreMenu } from "@byteos/ui/patterns/more-menu";
import { showToast } from "@byteos/ui/patterns/toaster";
import {
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "@byteos/ui/primitives/dropdown-menu";
import { explainedWords } from "@byteos/web/explained-words";
import { useState, useTransition } from "react";
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
      <MoreMenu label={`Change ${name}`} disabled={isBusy}>
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
      </MoreMenu>
      {isRemoving && (
        <ConfirmDialog
          open
          onOpenChange={setIsRemoving}
          title={`Remove ${name}?`}
          confirmLabel="Remove person"
          busyLabel="Removing…"
          tone="danger"
          onConfirm={remove}
        >
          They lose access to this organisation at once. What they learned and their certificates
          stay theirs, and you can invite them again.
        </ConfirmDialog>
      )}
    </>
  );
}
