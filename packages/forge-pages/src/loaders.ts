import { isAppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { roleCan } from "@byteos/contracts/role";
import { compareFile, type FileComparison } from "@byteos/usecases/forge/compare-file";
import { listCommits, type CommitList } from "@byteos/usecases/forge/list-commits";
import { listRepositories, type RepositoryList } from "@byteos/usecases/forge/list-repositories";
import { loadCommit, type CommitPage } from "@byteos/usecases/forge/load-commit";
import { loadFile, type FilePage } from "@byteos/usecases/forge/load-file";
import { loadRepository, type RepositoryPage } from "@byteos/usecases/forge/load-repository";
import { loadTree, type TreeItem } from "@byteos/usecases/forge/load-tree";
import { searchFiles, type FoundFiles } from "@byteos/usecases/forge/search-files";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { notFound } from "next/navigation";
import { z } from "zod";
import type { RepositoryAddress } from "./addresses.ts";
import type { PageMeans } from "./page-means.ts";

/** What the app that shows the pages brings. */
export interface PagesApp {
  /** Whoever asks; those who are nobody's member are sent away. */
  readonly requireMember: () => Promise<MemberContext>;
  /** Where content lies, and who looks inside of it. */
  readonly means: () => PageMeans;
  /** Where the command line finds repositories. */
  readonly cloneOrigin: () => string;
  /** Whether repositories are made, changed and talked about here. */
  readonly isWorkplace: boolean;
}

/** Now, and where the reader is, for words about time. */
export interface Clock {
  readonly now: Date;
  readonly timeZone: string;
}

async function readClock(): Promise<Clock> {
  return { now: new Date(), timeZone: await timeZoneOfRequest() };
}

type Params = Readonly<Record<string, string | string[] | undefined>>;

const one = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value),
  z.string().max(4_096),
);

export interface RepositoriesView {
  readonly list: RepositoryList;
  readonly search: string;
  readonly canCreate: boolean;
  readonly isWorkplace: boolean;
  readonly clock: Clock;
}

export async function loadRepositoriesPage(
  app: PagesApp,
  params: Params,
): Promise<RepositoriesView> {
  const ctx = await app.requireMember();
  const search = one.catch("").parse(params["q"]).slice(0, 200);
  return {
    list: await listRepositories({ ctx, input: { search } }),
    search,
    isWorkplace: app.isWorkplace,
    canCreate: app.isWorkplace && roleCan(ctx.actor.role, "repository.create"),
    clock: await readClock(),
  };
}

export interface RepositoryFrameView extends RepositoryPage {
  readonly address: RepositoryAddress;
  readonly clock: Clock;
  readonly isWorkplace: boolean;
  /** Where the command line finds it. */
  readonly cloneAddress: string;
}

/** What every page of a repository begins with; what may not be seen is not there. */
export async function loadFrame(
  app: PagesApp,
  ctx: MemberContext,
  params: { readonly org: string; readonly name: string },
): Promise<RepositoryFrameView> {
  const place = { org: decodeURIComponent(params.org), name: decodeURIComponent(params.name) };
  const page = await orNotFound(loadRepository({ ctx, input: place }));
  const { orgSlug: org, name } = page.repository;
  return {
    ...page,
    address: { org, name },
    clock: await readClock(),
    isWorkplace: app.isWorkplace,
    cloneAddress: `${app.cloneOrigin()}/forge/${org}/${name}`,
  };
}

/** Shows the page of what is missing when it is missing; other errors stay errors. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isAppError(error) && error.kind === "not_found") notFound();
    throw error;
  }
}

export interface FolderLevel {
  /** Empty for the root. */
  readonly path: string;
  readonly items: readonly TreeItem[];
  readonly isCut: boolean;
}

export interface FilesView extends RepositoryFrameView {
  /** As it was asked for, or the default branch. */
  readonly at: string;
  readonly path: string;
  /** The root, and every open folder below it on the way to the path. */
  readonly levels: readonly FolderLevel[];
  readonly file: FilePage | null;
  readonly recent: CommitList;
}

/** A file or folder of a version. `null` when nothing was pushed yet. */
export async function loadFilesPage(
  app: PagesApp,
  params: { readonly org: string; readonly name: string },
  search: Params,
): Promise<FilesView | { readonly empty: RepositoryFrameView }> {
  const ctx = await app.requireMember();
  const frame = await loadFrame(app, ctx, params);
  const { id: repositoryId, defaultBranch } = frame.repository;
  if (frame.refs.length === 0) return { empty: frame };
  const at = one.catch("").parse(search["at"]) || defaultOf(frame, defaultBranch);
  const path = one
    .catch("")
    .parse(search["path"])
    .replace(/^\/+|\/+$/g, "");
  const means = app.means();
  const parts = path === "" ? [] : path.split("/");
  const folders = parts.map((_, length) => parts.slice(0, length).join("/"));
  const load = (folder: string) =>
    orNotFound(loadTree({ ctx, input: { repositoryId, at, path: folder }, means }));
  const [recent, ...trees] = await Promise.all([
    orNotFound(listCommits({ ctx, input: { repositoryId, at, limit: 5 } })),
    ...(path === "" ? [load("")] : folders.map(load)),
  ]);
  const levels: FolderLevel[] = trees.map(({ path: folder, items, isCut }) => ({
    path: folder,
    items,
    isCut,
  }));
  const chosen = levels.at(-1)?.items.find((item) => item.path === path);
  if (path !== "" && chosen === undefined) notFound();
  if (chosen?.kind === "folder") levels.push(await load(path));
  const shown =
    chosen?.kind === "folder" || chosen === undefined ? findReadme(levels.at(-1)) : path;
  const file =
    shown === null
      ? null
      : await orNotFound(loadFile({ ctx, input: { repositoryId, at, path: shown }, means }));
  return { ...frame, at, path, levels, file, recent };
}

/** The branch that the repository begins with, or any when that one was never pushed. */
function defaultOf(frame: RepositoryFrameView, branch: string): string {
  const names = frame.refs.map(({ name }) => name);
  return names.includes(`branches/${branch}`) ? branch : (names[0] ?? branch);
}

function findReadme(level: FolderLevel | undefined): string | null {
  const found = level?.items.find(
    ({ name, kind }) => kind !== "folder" && /^readme(?:\.(?:md|markdown|txt))?$/i.test(name),
  );
  return found?.path ?? null;
}

const commitsPerPage = 50;

export interface CommitsView extends RepositoryFrameView {
  /** As it was asked for; undefined for the default branch. */
  readonly at: string | undefined;
  readonly list: CommitList;
  readonly skip: number;
  readonly pageSize: number;
}

export async function loadCommitsPage(
  app: PagesApp,
  params: { readonly org: string; readonly name: string },
  search: Params,
): Promise<CommitsView> {
  const ctx = await app.requireMember();
  const frame = await loadFrame(app, ctx, params);
  const at = one.catch("").parse(search["at"]) || undefined;
  const skip = z.coerce.number().int().min(0).max(1_000_000).catch(0).parse(search["skip"]);
  const list =
    frame.refs.length === 0
      ? { commits: [], hasMore: false }
      : await orNotFound(
          listCommits({
            ctx,
            input: {
              repositoryId: frame.repository.id,
              at: at ?? defaultOf(frame, frame.repository.defaultBranch),
              skip,
              limit: commitsPerPage,
            },
          }),
        );
  return { ...frame, at, list, skip, pageSize: commitsPerPage };
}

/** Files of a version whose changes come with the page; of the others one asks. */
const comparedAtOnce = 8;

export interface CommitView extends RepositoryFrameView {
  readonly page: CommitPage;
  /** For the changes in their order; undefined where nobody asked. */
  readonly compared: readonly (Promise<FileComparison> | undefined)[];
}

export async function loadCommitPage(
  app: PagesApp,
  params: { readonly org: string; readonly name: string; readonly commit: string },
  search: Params,
): Promise<CommitView> {
  const ctx = await app.requireMember();
  const frame = await loadFrame(app, ctx, params);
  const repositoryId = frame.repository.id;
  const means = app.means();
  const page = await orNotFound(
    loadCommit({ ctx, input: { repositoryId, at: params.commit }, means }),
  );
  const asked = one.catch("").parse(search["path"]);
  const compared = page.changes.map(({ path }, at) => {
    if (at >= comparedAtOnce && path !== asked) return undefined;
    const comparison = compareFile({
      ctx,
      input: { repositoryId, at: page.commit.name, path },
      means,
    });
    // Whoever shows it waits for it; until then a failure is nobody's.
    comparison.catch(() => undefined);
    return comparison;
  });
  return { ...frame, page, compared };
}

export interface SearchView extends RepositoryFrameView {
  readonly at: string | undefined;
  readonly text: string;
  /** Null while nothing was asked. */
  readonly found: FoundFiles | null;
}

export async function loadSearchPage(
  app: PagesApp,
  params: { readonly org: string; readonly name: string },
  search: Params,
): Promise<SearchView> {
  const ctx = await app.requireMember();
  const frame = await loadFrame(app, ctx, params);
  const at = one.catch("").parse(search["at"]) || undefined;
  const text = one.catch("").parse(search["q"]).trim().slice(0, 200);
  if (text === "" || frame.refs.length === 0) return { ...frame, at, text, found: null };
  const version = at ?? defaultOf(frame, frame.repository.defaultBranch);
  const input = { repositoryId: frame.repository.id, at: version, text };
  const found = await orNotFound(searchFiles({ ctx, input, means: app.means() }));
  return { ...frame, at, text, found };
}
