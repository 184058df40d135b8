import type { PagesApp } from "@byteos/forge-pages/loaders";
import { createPageMeans } from "@byteos/forge-pages/page-means";
import { env } from "../env.ts";
import { requireMember } from "./session.ts";

export const lookMeans = createPageMeans(env);

/** Repositories are read in Learn, and no more. */
export const pagesApp: PagesApp = {
  requireMember,
  means: lookMeans,
  cloneOrigin: () => env().STUDIO_URL,
  isWorkplace: false,
};
