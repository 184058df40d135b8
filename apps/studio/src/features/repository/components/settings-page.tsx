import { RepositoryFrame } from "@byteos/forge-pages/components/repository-frame";
import { Section } from "@byteos/ui/patterns/section";
import type { SettingsView } from "../loaders.ts";
import { DeleteRepository } from "./delete-repository.tsx";
import { RepositoryForm } from "./repository-form.tsx";
import { RepositoryMembers } from "./repository-members.tsx";

/** What the admins of a repository may change. */
export function SettingsPage({ view }: { view: SettingsView }) {
  const { repository, refs, members, candidates } = view;
  return (
    <RepositoryFrame view={view} tab="settings">
      <div className="grid max-w-180 gap-10">
        <Section title="Repository">
          <RepositoryForm
            repository={repository}
            branches={refs.flatMap(({ name }) =>
              name.startsWith("branches/") ? [name.slice("branches/".length)] : [],
            )}
          />
        </Section>
        <Section
          title="Members"
          description="Beside its owner, the admins of the organisation, and those who see it by its visibility."
        >
          <RepositoryMembers
            repositoryId={repository.id}
            members={members}
            candidates={candidates}
          />
        </Section>
        <Section title="Delete" description="With all its versions. This cannot be undone.">
          <DeleteRepository repositoryId={repository.id} name={repository.name} />
        </Section>
      </div>
    </RepositoryFrame>
  );
}
