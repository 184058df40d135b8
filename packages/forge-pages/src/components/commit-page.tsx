import { recentDate } from "@byteos/ui/logic/dates";
import { formatBytes } from "@byteos/ui/logic/format-bytes";
import { FileIcon } from "@byteos/ui/patterns/repository/file-icon";
import { Badge } from "@byteos/ui/primitives/badge";
import { Button } from "@byteos/ui/primitives/button";
import { Skeleton, SkeletonGroup } from "@byteos/ui/primitives/skeleton";
import type { FileComparison } from "@byteos/usecases/forge/compare-file";
import type { ChangedPath } from "@byteos/usecases/forge/load-commit";
import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { commitHref, fileHref } from "../addresses.ts";
import { titleOf } from "../commit-title.ts";
import type { CommitView } from "../loaders.ts";
import { RepositoryFrame } from "./repository-frame.tsx";
import { TableDiffView } from "./table-diff.tsx";
import { TensorDiffView } from "./tensor-diff.tsx";
import { TextDiffView } from "./text-diff.tsx";

const badges = {
  added: <Badge tone="correct">Added</Badge>,
  changed: <Badge>Changed</Badge>,
  deleted: <Badge tone="incorrect">Deleted</Badge>,
} as const;

/** A version: who made it, why, and what it changed. */
export function CommitPage({ view, children }: { view: CommitView; children?: ReactNode }) {
  const { address, page, compared, clock } = view;
  const { commit, changes, changeCount } = page;
  const [, ...rest] = commit.message.trim().split("\n");
  const body = rest.join("\n").trim();
  return (
    <RepositoryFrame view={view} tab="commits">
      <header className="grid gap-2">
        <h2 className="text-base font-semibold text-pretty">{titleOf(commit.message)}</h2>
        {body !== "" && (
          <p className="text-muted max-w-[75ch] text-sm whitespace-pre-wrap">{body}</p>
        )}
        <div className="text-muted flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
          <span>
            {commit.authorName}, {recentDate(commit.madeAt, clock)}
          </span>
          <span className="font-mono text-[0.8125rem]">{commit.name.slice(0, 12)}</span>
          {commit.parents.map((parent) => (
            <span key={parent}>
              after{" "}
              <Link
                href={commitHref(address, parent)}
                className="font-mono text-[0.8125rem] underline underline-offset-2"
              >
                {parent.slice(0, 12)}
              </Link>
            </span>
          ))}
          <Button size="sm" asChild>
            <Link href={fileHref(address, { at: commit.name })}>Browse its files</Link>
          </Button>
        </div>
      </header>
      <section className="grid gap-4">
        <h3 className="text-sm font-semibold">
          {changeCount === 1
            ? "1 file changed"
            : `${changeCount.toLocaleString("en")} files changed`}
        </h3>
        {changes.map((change, at) => (
          <ChangedFile key={change.path} view={view} change={change} compared={compared[at]} />
        ))}
        {changeCount > changes.length && (
          <p className="text-muted text-sm">
            The first {changes.length.toLocaleString("en")} are listed.
          </p>
        )}
      </section>
      {children}
    </RepositoryFrame>
  );
}

function ChangedFile({
  view,
  change,
  compared,
}: {
  view: CommitView;
  change: ChangedPath;
  compared: Promise<FileComparison> | undefined;
}) {
  const { address, page } = view;
  const { path, kind, sizeBefore, sizeAfter } = change;
  const sizes = [sizeBefore, sizeAfter].flatMap((size) => (size === null ? [] : formatBytes(size)));
  return (
    <section aria-label={path} className="rounded-card border-line min-w-0 overflow-hidden border">
      <header className="bg-surface flex min-h-11 flex-wrap items-center gap-x-2.5 gap-y-1 px-5 py-1.5 text-sm max-sm:px-4">
        <FileIcon name={path} kind="file" />
        <h4 className="min-w-0 font-medium break-all">
          {kind === "deleted" ? (
            path
          ) : (
            <Link
              href={fileHref(address, { at: page.commit.name, path })}
              className="hover:underline"
            >
              {path}
            </Link>
          )}
        </h4>
        {badges[kind]}
        <span className="text-muted text-xs tabular-nums">{sizes.join(" → ")}</span>
        {compared === undefined && (
          <Button variant="ghost" size="sm" className="ms-auto" asChild>
            <Link
              href={`${commitHref(address, page.commit.name)}?path=${encodeURIComponent(path)}`}
            >
              Show the change
            </Link>
          </Button>
        )}
      </header>
      {compared !== undefined && (
        <div className="border-line border-t">
          <Suspense
            fallback={
              <SkeletonGroup label="Comparing" className="grid gap-2 p-5">
                <Skeleton className="h-4 w-2/3" />
                <Skeleton className="h-4 w-1/2" />
              </SkeletonGroup>
            }
          >
            <Comparison compared={compared} path={path} />
          </Suspense>
        </div>
      )}
    </section>
  );
}

async function Comparison({ compared, path }: { compared: Promise<FileComparison>; path: string }) {
  const found = await compared;
  if (found.kind === "text") return <TextDiffView diff={found.diff} name={path} />;
  if (found.kind === "table") return <TableDiffView compared={found.compared} name={path} />;
  if (found.kind === "model") return <TensorDiffView diff={found.diff} />;
  return (
    <p className="text-muted px-5 py-4 text-sm">
      {found.kind === "refused" ? found.reason : "The bytes of this file are different."}
    </p>
  );
}
