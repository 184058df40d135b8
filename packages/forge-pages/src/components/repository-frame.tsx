import { repositoryRoleCovers } from "@byteos/contracts/repository";
import { tabClasses } from "@byteos/ui/logic/tab-classes";
import Link from "next/link";
import type { ReactNode } from "react";
import { activityHref, commitsHref, repositoryHref } from "../addresses.ts";
import type { RepositoryFrameView } from "../loaders.ts";
import { CloneMenu } from "./clone-menu.tsx";
import { VisibilityBadge } from "./visibility-badge.tsx";

export interface RepositoryFrameProps {
  view: RepositoryFrameView;
  tab: "files" | "commits" | "activity" | "settings";
  /** The version that is being looked at, which the tabs keep. */
  at?: string | undefined;
  children: ReactNode;
}

/** Name, visibility, cloning and the tabs that every page of a repository shares. */
export function RepositoryFrame({ view, tab, at, children }: RepositoryFrameProps) {
  const { repository, address, isWorkplace } = view;
  const tabs = [
    { id: "files", label: "Files", href: repositoryHref(address) },
    { id: "commits", label: "Commits", href: commitsHref(address, at) },
    ...(isWorkplace ? [{ id: "activity", label: "Activity", href: activityHref(address) }] : []),
    ...(isWorkplace && repositoryRoleCovers(repository.role, "admin")
      ? [{ id: "settings", label: "Settings", href: repositoryHref(address, "/settings") }]
      : []),
  ];
  return (
    <div className="grid gap-5">
      <header className="grid gap-1">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <h1 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xl tracking-tight">
            <Link href="/forge" className="hover:underline">
              {address.org}
            </Link>
            <span className="text-subtle">/</span>
            <span className="font-semibold break-all">{address.name}</span>
            <VisibilityBadge visibility={repository.visibility} />
          </h1>
          <CloneMenu where={view.cloneAddress} />
        </div>
        {repository.description !== "" && (
          <p className="text-muted max-w-[80ch] text-sm">{repository.description}</p>
        )}
      </header>
      <nav
        aria-label="Repository"
        className="border-line scroll-quiet flex gap-5 overflow-x-auto overflow-y-hidden border-b"
      >
        {tabs.map(({ id, label, href }) => (
          <Link
            key={id}
            href={href}
            aria-current={id === tab ? "page" : undefined}
            data-state={id === tab ? "active" : "inactive"}
            className={tabClasses}
          >
            {label}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  );
}
