import { repositoryRoleCovers } from "@byteos/contracts/repository";
import type { MemberContext } from "@byteos/contracts/request-context";
import { roleCan } from "@byteos/contracts/role";
import * as pages from "@byteos/forge-pages/loaders";
import { loadFrame, orNotFound, type RepositoryFrameView } from "@byteos/forge-pages/loaders";
import { type ActivityList, listActivity } from "@byteos/usecases/forge/list-activity";
import { listRepositoryMembers } from "@byteos/usecases/forge/repository-members";
import { listPeople } from "@byteos/usecases/people/list-people";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { pagesApp } from "../../lib/pages-app.ts";
import { requireMember } from "../../lib/session.ts";

type Params = Readonly<Record<string, string | string[] | undefined>>;
interface Address {
  readonly org: string;
  readonly name: string;
}

export const loadRepositoriesPage = (search: Params) =>
  pages.loadRepositoriesPage(pagesApp, search);
export const loadFilesPage = (params: Address, search: Params) =>
  pages.loadFilesPage(pagesApp, params, search);
export const loadCommitsPage = (params: Address, search: Params) =>
  pages.loadCommitsPage(pagesApp, params, search);
export const loadSearchPage = (params: Address, search: Params) =>
  pages.loadSearchPage(pagesApp, params, search);

export interface CommitView extends pages.CommitView {
  /** On this version, oldest last. */
  readonly comments: ActivityList;
}

export async function loadCommitPage(
  params: Address & { readonly commit: string },
  search: Params,
): Promise<CommitView> {
  const view = await pages.loadCommitPage(pagesApp, params, search);
  const ctx = await requireMember();
  const input = { repositoryId: view.repository.id, commit: view.page.commit.name, limit: 100 };
  return { ...view, comments: await orNotFound(listActivity({ ctx, input })) };
}

/** For those who may make one; others go to the list. */
export async function loadNewRepositoryPage(): Promise<void> {
  const { actor } = await requireMember();
  if (!roleCan(actor.role, "repository.create")) redirect("/forge");
}

export interface ActivityView extends RepositoryFrameView {
  readonly list: ActivityList;
  /** The newest page, which stays up to date by itself. */
  readonly isFirst: boolean;
}

export async function loadActivityPage(
  params: { readonly org: string; readonly name: string },
  search: Params,
): Promise<ActivityView> {
  const ctx = await requireMember();
  const frame = await loadFrame(pagesApp, ctx, params);
  const before = z.uuid().safeParse(search["before"]).data;
  const repositoryId = frame.repository.id;
  const list = await orNotFound(
    listActivity({ ctx, input: { repositoryId, ...(before === undefined ? {} : { before }) } }),
  );
  return { ...frame, list, isFirst: before === undefined };
}

export interface SettingsView extends RepositoryFrameView {
  readonly members: Awaited<ReturnType<typeof listRepositoryMembers>>;
  /** Who could be added: people of the organisation that are not in it yet; empty when they may not be seen. */
  readonly candidates: readonly { readonly userId: string; readonly name: string }[];
}

async function listCandidates(ctx: MemberContext) {
  const { members } = await listPeople({ ctx, input: { pageSize: 200 } });
  return members.map(({ userId, fullName, email }) => ({ userId, name: fullName || email }));
}

/** For admins of the repository; to others there are no settings. */
export async function loadSettingsPage(params: {
  readonly org: string;
  readonly name: string;
}): Promise<SettingsView> {
  const ctx = await requireMember();
  const frame = await loadFrame(pagesApp, ctx, params);
  const { repository } = frame;
  if (!repositoryRoleCovers(repository.role, "admin")) notFound();
  const members = await listRepositoryMembers({ ctx, input: { repositoryId: repository.id } });
  const candidates = roleCan(ctx.actor.role, "people.read") ? await listCandidates(ctx) : [];
  const known = new Set([repository.ownerId, ...members.map(({ userId }) => userId)]);
  return {
    ...frame,
    members,
    candidates: candidates.filter(({ userId }) => !known.has(userId)),
  };
}
