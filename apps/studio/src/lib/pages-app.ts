import type { PagesApp } from "@byteos/forge-pages/loaders";
import { env } from "../env.ts";
import { lookMeans } from "./look-means.ts";
import { requireMember } from "./session.ts";

/** Repositories are made, changed and talked about in Studio. */
export const pagesApp: PagesApp = {
  requireMember,
  means: lookMeans,
  cloneOrigin: () => env().STUDIO_URL,
  isWorkplace: true,
};
