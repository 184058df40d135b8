import { recentDate } from "@byteos/ui/logic/dates";
import { formatBytes } from "@byteos/ui/logic/format-bytes";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Button } from "@byteos/ui/primitives/button";
import { Progress } from "@byteos/ui/primitives/progress";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@byteos/ui/primitives/table";
import GitBranch from "lucide-react/icons/git-branch";
import Plus from "lucide-react/icons/plus";
import SearchX from "lucide-react/icons/search-x";
import Link from "next/link";
import { repositoryHref } from "../addresses.ts";
import type { RepositoriesView } from "../loaders.ts";
import { RepositorySearch } from "./repository-search.tsx";
import { VisibilityBadge } from "./visibility-badge.tsx";

function NewRepositoryButton() {
  return (
    <Button variant="primary" asChild>
      <Link href="/forge/new">
        <Plus aria-hidden />
        New repository
      </Link>
    </Button>
  );
}

export function Repositories({ view }: { view: RepositoriesView }) {
  const { list, search, canCreate, isWorkplace, clock } = view;
  const isEmpty = search === "" && list.repositories.length === 0;
  return (
    <div className="grid gap-6">
      <PageHeader
        className="mb-0!"
        title={isWorkplace ? "Forge" : "Repositories"}
        description="Code, models and data, each version kept."
        actions={canCreate && !isEmpty && <NewRepositoryButton />}
      />
      {isEmpty ? (
        <EmptyState
          icon={<GitBranch />}
          title={canCreate ? "Make your first repository" : "No repository is here yet"}
          action={canCreate && <NewRepositoryButton />}
        >
          {canCreate
            ? "Keep code, models and data together, with every version of them."
            : "Nobody has shared a repository with you yet."}
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <RepositorySearch search={search} />
            {isWorkplace ? <Usage {...list.usage} /> : null}
          </div>
          {list.repositories.length === 0 ? (
            <EmptyState
              icon={<SearchX />}
              title="No repository matches"
              action={
                <Button asChild>
                  <Link href="/forge">Clear the search</Link>
                </Button>
              }
            >
              Nothing here has these words in its name or description.
            </EmptyState>
          ) : (
            <div className="rounded-card border-line overflow-hidden border">
              <Table>
                <TableHead>
                  <TableRow>
                    <TableHeaderCell>Repository</TableHeaderCell>
                    <TableHeaderCell>Seen by</TableHeaderCell>
                    <TableHeaderCell>Owner</TableHeaderCell>
                    <TableHeaderCell isNumeric>Stored</TableHeaderCell>
                    <TableHeaderCell>Last push</TableHeaderCell>
                  </TableRow>
                </TableHead>
                <TableBody>
                  {list.repositories.map((repository) => (
                    <TableRow key={repository.id}>
                      <TableCell isWide>
                        <Link
                          href={repositoryHref({ org: repository.orgSlug, name: repository.name })}
                          className="font-medium hover:underline"
                        >
                          {repository.name}
                        </Link>
                        {repository.description !== "" && (
                          <span className="text-muted line-clamp-1 text-xs">
                            {repository.description}
                          </span>
                        )}
                      </TableCell>
                      <TableCell label="Seen by">
                        <VisibilityBadge visibility={repository.visibility} />
                      </TableCell>
                      <TableCell label="Owner">{repository.ownerName ?? "Nobody"}</TableCell>
                      <TableCell label="Stored" isNumeric>
                        {repository.pushedAt === null ? (
                          <span className="text-muted">Empty</span>
                        ) : (
                          formatBytes(repository.storedBytes)
                        )}
                      </TableCell>
                      <TableCell label="Last push">
                        {repository.pushedAt === null ? (
                          <span className="text-muted">None yet</span>
                        ) : (
                          recentDate(repository.pushedAt, clock)
                        )}
                      </TableCell>
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            </div>
          )}
          {list.isCut && (
            <p className="text-muted text-sm">
              The first {list.repositories.length} are listed. Search to find the others.
            </p>
          )}
        </>
      )}
    </div>
  );
}

function Usage({ storedBytes, quotaBytes }: { storedBytes: number; quotaBytes: number }) {
  return (
    <p className="text-muted flex items-center gap-3 text-xs tabular-nums">
      {formatBytes(storedBytes)} of {formatBytes(quotaBytes)} used
      <Progress
        label="Storage of the organisation"
        value={storedBytes}
        max={Math.max(1, quotaBytes)}
        className="w-24"
      />
    </p>
  );
}
