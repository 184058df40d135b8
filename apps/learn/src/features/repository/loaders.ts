import * as pages from "@byteos/forge-pages/loaders";
import { pagesApp } from "../../lib/pages-app.ts";

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
export const loadCommitPage = (params: Address & { readonly commit: string }, search: Params) =>
  pages.loadCommitPage(pagesApp, params, search);
export const loadSearchPage = (params: Address, search: Params) =>
  pages.loadSearchPage(pagesApp, params, search);
