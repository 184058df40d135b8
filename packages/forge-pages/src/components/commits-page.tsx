import { longDate } from "@byteos/ui/logic/dates";
import { Button } from "@byteos/ui/primitives/button";
import Link from "next/link";
import { commitsHref } from "../addresses.ts";
import type { CommitsView } from "../loaders.ts";
import { CommitList } from "./commit-list.tsx";
import { RepositoryFrame } from "./repository-frame.tsx";

/** The history of a branch, by day. */
export function CommitsPage({ view }: { view: CommitsView }) {
  const { address, at, list, skip, pageSize, clock } = view;
  const days = new Map<string, CommitsView["list"]["commits"][number][]>();
  for (const commit of list.commits) {
    const day = longDate(commit.madeAt, clock.timeZone);
    days.set(day, [...(days.get(day) ?? []), commit]);
  }
  return (
    <RepositoryFrame view={view} tab="commits" at={at}>
      <div className="grid max-w-180 gap-6">
        {list.commits.length === 0 && <p className="text-muted text-sm">No version is here yet.</p>}
        {[...days].map(([day, commits]) => (
          <section key={day}>
            <h2 className="text-muted mb-1 text-sm font-medium">{day}</h2>
            <CommitList address={address} commits={commits} clock={clock} />
          </section>
        ))}
        {(skip > 0 || list.hasMore) && (
          <nav aria-label="History" className="flex gap-2">
            {skip > 0 && (
              <Button asChild>
                <Link href={commitsHref(address, at, Math.max(0, skip - pageSize))}>Newer</Link>
              </Button>
            )}
            {list.hasMore && (
              <Button asChild>
                <Link href={commitsHref(address, at, skip + pageSize)}>Older</Link>
              </Button>
            )}
          </nav>
        )}
      </div>
    </RepositoryFrame>
  );
}
