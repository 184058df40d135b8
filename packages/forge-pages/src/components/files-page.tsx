import { recentDate } from "@byteos/ui/logic/dates";
import { formatBytes } from "@byteos/ui/logic/format-bytes";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import Search from "lucide-react/icons/search";
import Link from "next/link";
import { commitsHref, fileHref, searchHref } from "../addresses.ts";
import type { FilesView } from "../loaders.ts";
import { CommitList } from "./commit-list.tsx";
import { FilePanel } from "./file-panel.tsx";
import { FileTree } from "./file-tree.tsx";
import { RepositoryFrame } from "./repository-frame.tsx";
import { VersionSelect } from "./version-select.tsx";

/** The files of a version: tree, what is chosen in it, and what happened last. */
export function FilesPage({ view }: { view: FilesView }) {
  const { repository, address, refs, at, path, levels, file, recent, clock } = view;
  const shownAt = at === repository.defaultBranch ? undefined : at;
  return (
    <RepositoryFrame view={view} tab="files" at={shownAt}>
      <div className="grid items-start gap-6 md:grid-cols-[216px_minmax(0,1fr)] xl:grid-cols-[252px_minmax(0,1fr)_264px]">
        <nav aria-label="Files" className={`min-w-0 ${path === "" ? "" : "max-md:order-2"}`}>
          <div className="mb-2 grid grid-cols-[minmax(0,1fr)_auto] gap-2">
            <VersionSelect
              address={address}
              refs={refs.map(({ name }) => name)}
              at={at}
              path={path}
            />
            <IconButton label="Search this version" asChild>
              <Link href={searchHref(address, shownAt)}>
                <Search aria-hidden />
              </Link>
            </IconButton>
          </div>
          <FileTree address={address} at={shownAt} path={path} levels={levels} />
        </nav>
        <div className="grid min-w-0 gap-3">
          <Breadcrumbs view={view} shownAt={shownAt} />
          {file === null ? (
            <p className="border-line text-muted rounded-card border border-dashed px-5 py-8 text-center text-sm">
              This folder has no README. Choose a file to see it.
            </p>
          ) : (
            <FilePanel address={address} repositoryId={repository.id} at={shownAt} file={file} />
          )}
        </div>
        <aside className="grid gap-7 max-xl:col-span-full max-xl:grid-cols-2 max-md:order-3 max-sm:grid-cols-1">
          <section>
            <header className="flex min-h-9 items-center justify-between gap-3">
              <h2 className="text-sm font-semibold">Commits</h2>
              <Link href={commitsHref(address, shownAt)} className="text-muted text-sm font-medium">
                All commits
              </Link>
            </header>
            <CommitList address={address} commits={recent.commits} clock={clock} />
          </section>
          <section>
            <h2 className="flex min-h-9 items-center text-sm font-semibold">Storage</h2>
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
              <dt className="text-muted">All versions</dt>
              <dd className="text-end tabular-nums">{formatBytes(repository.storedBytes)}</dd>
              <dt className="text-muted">Last push</dt>
              <dd className="text-end">
                {repository.pushedAt === null ? "None" : recentDate(repository.pushedAt, clock)}
              </dd>
              <dt className="text-muted">Verified</dt>
              <dd className="text-end">
                {repository.verifiedAt === null
                  ? "Not yet"
                  : recentDate(repository.verifiedAt, clock)}
              </dd>
              <dt className="text-muted">Owner</dt>
              <dd className="truncate text-end">{repository.ownerName ?? "Nobody"}</dd>
            </dl>
          </section>
        </aside>
      </div>
    </RepositoryFrame>
  );
}

function Breadcrumbs({ view, shownAt }: { view: FilesView; shownAt: string | undefined }) {
  const { address, path } = view;
  if (path === "") return null;
  const parts = path.split("/");
  return (
    <nav aria-label="Path" className="text-muted flex flex-wrap items-center gap-1.5 text-sm">
      <Link href={fileHref(address, { at: shownAt })} className="hover:underline">
        {address.name}
      </Link>
      {parts.map((part, index) => {
        const to = parts.slice(0, index + 1).join("/");
        const isLast = index === parts.length - 1;
        return (
          <span key={to} className="flex min-w-0 items-center gap-1.5">
            <span aria-hidden>/</span>
            {isLast ? (
              <span aria-current="page" className="text-fg min-w-0 font-medium break-all">
                {part}
              </span>
            ) : (
              <Link href={fileHref(address, { at: shownAt, path: to })} className="hover:underline">
                {part}
              </Link>
            )}
          </span>
        );
      })}
    </nav>
  );
}
