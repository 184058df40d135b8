import { activityHref, liveHref } from "@byteos/forge-pages/addresses";
import { RepositoryFrame } from "@byteos/forge-pages/components/repository-frame";
import { Button } from "@byteos/ui/primitives/button";
import Link from "next/link";
import type { ActivityView } from "../loaders.ts";
import { ActivityList } from "./activity-list.tsx";
import { CommentForm } from "./comment-form.tsx";
import { LiveUpdates } from "./live-updates.tsx";

/** Pushes, tags, comments: what happened in the repository, as it happens. */
export function ActivityPage({ view }: { view: ActivityView }) {
  const { address, repository, list, isFirst, clock } = view;
  const last = list.events.at(-1);
  return (
    <RepositoryFrame view={view} tab="activity">
      <div className="grid max-w-180 gap-6">
        {isFirst ? (
          <>
            <LiveUpdates href={liveHref(repository.id)} />
            <CommentForm repositoryId={repository.id} />
          </>
        ) : null}
        {list.events.length === 0 ? (
          <p className="text-muted text-sm">
            Nothing has happened yet. Pushes and comments show here as they come.
          </p>
        ) : (
          <ActivityList
            repositoryId={repository.id}
            address={address}
            at={repository.defaultBranch}
            events={list.events}
            clock={clock}
          />
        )}
        {isFirst && !list.hasMore ? null : (
          <nav aria-label="Activity" className="flex gap-2">
            {isFirst ? null : (
              <Button asChild>
                <Link href={activityHref(address)}>Newest</Link>
              </Button>
            )}
            {list.hasMore && last !== undefined ? (
              <Button asChild>
                <Link href={activityHref(address, last.id)}>Older</Link>
              </Button>
            ) : null}
          </nav>
        )}
      </div>
    </RepositoryFrame>
  );
}
