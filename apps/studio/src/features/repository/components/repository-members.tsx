"use client";

import {
  type RepositoryRole,
  RepositoryRole as RepositoryRoleSchema,
  repositoryRoles,
} from "@byteos/contracts/repository";
import {
  repositoryRoleDescriptions,
  repositoryRoleNames,
} from "@byteos/forge-pages/visibility-words";
import { ConfirmDialog } from "@byteos/ui/patterns/confirm-dialog";
import { Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { showToast } from "@byteos/ui/patterns/toaster";
import { Avatar } from "@byteos/ui/primitives/avatar";
import { Button } from "@byteos/ui/primitives/button";
import { Input } from "@byteos/ui/primitives/input";
import { Select } from "@byteos/ui/primitives/select";
import { explainedWords } from "@byteos/web/explained-words";
import { type FormEvent, useState, useTransition } from "react";
import { removeRepositoryMemberAction, setRepositoryMemberAction } from "../actions.ts";

export interface RepositoryMembersProps {
  repositoryId: string;
  members: readonly {
    readonly userId: string;
    readonly fullName: string | null;
    readonly email: string;
    readonly role: RepositoryRole;
  }[];
  candidates: readonly { readonly userId: string; readonly name: string }[];
}

const roleOptions = repositoryRoles.map((value) => ({
  value,
  label: repositoryRoleNames[value],
  hint: repositoryRoleDescriptions[value],
}));

export function RepositoryMembers({ repositoryId, members, candidates }: RepositoryMembersProps) {
  return (
    <div className="grid gap-5">
      {members.length === 0 ? (
        <p className="text-muted text-sm">Nobody was added.</p>
      ) : (
        <ul className="divide-line divide-y">
          {members.map((member) => (
            <Member key={member.userId} repositoryId={repositoryId} member={member} />
          ))}
        </ul>
      )}
      <AddMember key={members.length} repositoryId={repositoryId} candidates={candidates} />
    </div>
  );
}

function Member({
  repositoryId,
  member,
}: {
  repositoryId: string;
  member: RepositoryMembersProps["members"][number];
}) {
  const { userId, fullName, email, role } = member;
  const [isBusy, startTransition] = useTransition();
  const name = fullName ?? email;
  function change(next: string): void {
    startTransition(async () => {
      const result = await setRepositoryMemberAction({ repositoryId, userId, role: next });
      const chosen = RepositoryRoleSchema.safeParse(next);
      const words = chosen.success ? repositoryRoleNames[chosen.data].toLowerCase() : next;
      showToast(result.ok ? `${name} ${words} from now on` : explainedWords(result.error));
    });
  }
  async function remove(): Promise<void> {
    const result = await removeRepositoryMemberAction({ repositoryId, userId });
    showToast(result.ok ? `${name} was removed` : explainedWords(result.error));
  }
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5" aria-busy={isBusy}>
      <Avatar name={name} />
      <span className="min-w-40 flex-1 text-sm">
        <span className="block font-medium">{name}</span>
        {fullName !== null && <span className="text-muted block text-xs break-all">{email}</span>}
      </span>
      <Select
        aria-label={`Role of ${name}`}
        size="sm"
        value={role}
        onValueChange={change}
        options={roleOptions}
      />
      <ConfirmDialog
        trigger={
          <Button variant="ghost" size="sm" aria-label={`Remove ${name}`}>
            Remove
          </Button>
        }
        title={`Remove ${name}?`}
        confirmLabel="Remove member"
        busyLabel="Removing…"
        tone="danger"
        onConfirm={remove}
      >
        They keep what they cloned, and see the repository only as far as its visibility lets them.
      </ConfirmDialog>
    </li>
  );
}

function AddMember({
  repositoryId,
  candidates,
}: Pick<RepositoryMembersProps, "repositoryId" | "candidates">) {
  // Whoever may not see the people of the organisation names one by their address.
  const isByAddress = candidates.length === 0;
  const [person, setPerson] = useState("");
  const [role, setRole] = useState<string>("write");
  const [error, setError] = useState<string | null>(null);
  const [isBusy, startTransition] = useTransition();
  function submit(event: FormEvent): void {
    event.preventDefault();
    const missing = isByAddress ? "Type an address first." : "Choose a person first.";
    setError(person.trim() === "" ? missing : null);
    if (person.trim() === "") return;
    startTransition(async () => {
      const who = isByAddress ? { email: person } : { userId: person };
      const result = await setRepositoryMemberAction({ repositoryId, role, ...who });
      if (result.ok) showToast("Member added");
      else setError(explainedWords(result.error));
    });
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <FormError>{error}</FormError>
      <div className="flex flex-wrap items-end gap-3">
        {isByAddress ? (
          <Field label="Mail address of a colleague" className="min-w-56 flex-1">
            <Input
              type="email"
              autoComplete="off"
              value={person}
              onChange={(event) => setPerson(event.target.value)}
            />
          </Field>
        ) : (
          <Field label="Person" className="min-w-56 flex-1">
            <Select
              value={person}
              onValueChange={setPerson}
              placeholder="Choose a person"
              options={candidates.map(({ userId, name }) => ({ value: userId, label: name }))}
            />
          </Field>
        )}
        <Field label="Role" className="w-40">
          <Select value={role} onValueChange={setRole} options={roleOptions} />
        </Field>
        <Button type="submit" busy={isBusy}>
          {isBusy ? "Adding…" : "Add member"}
        </Button>
      </div>
    </form>
  );
}
