import { recentDate } from "@byteos/ui/logic/dates";
import type { CommitList as Commits } from "@byteos/usecases/forge/list-commits";
import GitCommitHorizontal from "lucide-react/icons/git-commit-horizontal";
import Link from "next/link";
import { commitHref, type RepositoryAddress } from "../addresses.ts";
import { titleOf } from "../commit-title.ts";
import type { Clock } from "../loaders.ts";

export interface CommitListProps {
  address: RepositoryAddress;
  commits: Commits["commits"];
  clock: Clock;
}

/** Versions, newest first, as a line through time. */
export function CommitList({ address, commits, clock }: CommitListProps) {
  return (
    <ol className="text-sm">
      {commits.map((commit, at) => (
        <li key={commit.name} className="relative grid grid-cols-[16px_minmax(0,1fr)] gap-3 py-2.5">
          {at < commits.length - 1 && (
            <span
              aria-hidden
              className="bg-line-strong absolute start-[7.5px] top-7.5 -bottom-2.5 w-px"
            />
          )}
          <GitCommitHorizontal aria-hidden className="text-muted mt-0.5" />
          <div className="min-w-0">
            <Link
              href={commitHref(address, commit.name)}
              prefetch={false}
              className="line-clamp-2 font-medium text-pretty hover:underline"
            >
              {titleOf(commit.message)}
            </Link>
            <p className="text-muted mt-0.5 text-xs">
              {commit.authorName}, {recentDate(commit.madeAt, clock)}
            </p>
            <p className="text-muted mt-0.5 font-mono text-xs">{commit.name.slice(0, 8)}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
