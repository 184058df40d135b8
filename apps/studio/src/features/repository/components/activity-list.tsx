import {
  commitHref,
  fileHref,
  rawHref,
  type RepositoryAddress,
} from "@byteos/forge-pages/addresses";
import { titleOf } from "@byteos/forge-pages/commit-title";
import type { Clock } from "@byteos/forge-pages/loaders";
import { recentDate } from "@byteos/ui/logic/dates";
import { MarkdownView } from "@byteos/ui/patterns/repository/markdown-view";
import type { Activity } from "@byteos/usecases/forge/list-activity";
import Eye from "lucide-react/icons/eye";
import GitBranch from "lucide-react/icons/git-branch";
import MessageSquare from "lucide-react/icons/message-square";
import Sparkles from "lucide-react/icons/sparkles";
import Tag from "lucide-react/icons/tag";
import Trash2 from "lucide-react/icons/trash-2";
import Link from "next/link";
import type { ReactNode } from "react";
import { Comment } from "./comment.tsx";

export interface ActivityListProps {
  repositoryId: string;
  address: RepositoryAddress;
  /** Where paths in comments lead. */
  at: string;
  events: readonly Activity[];
  clock: Clock;
}

/** What happened, newest first, as a line through time. */
export function ActivityList({ events, ...place }: ActivityListProps) {
  return (
    <ol className="grid text-sm">
      {events.map((event, index) => (
        <li key={event.id} className="relative grid grid-cols-[20px_minmax(0,1fr)] gap-3 pb-6">
          {index < events.length - 1 ? (
            <span
              aria-hidden
              className="bg-line-strong absolute start-[9.5px] top-6 bottom-0 w-px"
            />
          ) : null}
          <span aria-hidden className="text-muted icon-18 mt-0.5 grid justify-items-center">
            {iconOf(event)}
          </span>
          <div className="grid min-w-0 gap-2">
            <p className="text-pretty">
              <span className="font-medium">{event.actorName ?? "Somebody"}</span>{" "}
              <Words event={event} address={place.address} />{" "}
              <span className="text-muted whitespace-nowrap">
                {recentDate(event.createdAt, place.clock)}
                {event.isEdited ? ", edited" : ""}
              </span>
            </p>
            {event.kind === "pushed" && event.commitMessage !== null ? (
              <p className="text-muted line-clamp-2">{titleOf(event.commitMessage)}</p>
            ) : null}
            {event.body === null ? null : (
              <Comment repositoryId={place.repositoryId} comment={{ ...event, body: event.body }}>
                <MarkdownView
                  text={event.body}
                  folder=""
                  hrefOf={(path) => fileHref(place.address, { at: place.at, path })}
                  rawHrefOf={(path) => rawHref(place.repositoryId, place.at, path)}
                />
              </Comment>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function iconOf({ kind, ref }: Activity): ReactNode {
  if (kind === "commented") return <MessageSquare />;
  if (kind === "created") return <Sparkles />;
  if (kind === "shown") return <Eye />;
  if (kind === "removed") return <Trash2 />;
  return ref?.startsWith("tags/") ? <Tag /> : <GitBranch />;
}

const shownTo: Readonly<Record<string, string>> = {
  private: "its members only",
  organisation: "the organisation",
  public: "everyone",
};

function Words({ event, address }: { event: Activity; address: RepositoryAddress }) {
  const { kind, ref, commit, commits, visibility } = event;
  const [, name = ""] = /^(?:branches|tags)\/(.*)$/.exec(ref ?? "") ?? [];
  const what = ref?.startsWith("tags/") === true ? "the tag" : "the branch";
  const version =
    commit === null ? null : (
      <Link
        href={commitHref(address, commit)}
        prefetch={false}
        className="font-mono text-[0.8125rem] underline underline-offset-2"
      >
        {commit.slice(0, 8)}
      </Link>
    );
  switch (kind) {
    case "created":
      return <>made the repository</>;
    case "shown":
      return <>showed it to {shownTo[visibility ?? ""] ?? "others"}</>;
    case "removed":
      return (
        <>
          deleted {what} <strong className="font-medium break-all">{name}</strong>
        </>
      );
    case "commented":
      return version === null ? <>commented</> : <>commented on {version}</>;
    case "pushed": {
      if (ref?.startsWith("tags/") === true) {
        return (
          <>
            set the tag <strong className="font-medium break-all">{name}</strong> to {version}
          </>
        );
      }
      const count =
        commits === null || commits === 0
          ? "moved"
          : commits === 1
            ? "pushed 1 version to"
            : `pushed ${commits.toLocaleString("en")} versions to`;
      return (
        <>
          {count} <strong className="font-medium break-all">{name}</strong>, now at {version}
        </>
      );
    }
  }
}
