import type { loadFilesPage } from "../loaders.ts";
import { EmptyRepository } from "./empty-repository.tsx";
import { FilesPage } from "./files-page.tsx";
import { RepositoryFrame } from "./repository-frame.tsx";

/** What a repository begins with: its files, or how the first ones get there. */
export function RepositoryHome({ view }: { view: Awaited<ReturnType<typeof loadFilesPage>> }) {
  if (!("empty" in view)) return <FilesPage view={view} />;
  const { isWorkplace, cloneAddress } = view.empty;
  return (
    <RepositoryFrame view={view.empty} tab="files">
      {isWorkplace ? (
        <EmptyRepository where={cloneAddress} />
      ) : (
        <p className="text-muted text-sm">Nothing was pushed yet.</p>
      )}
    </RepositoryFrame>
  );
}
