import { createPageMeans } from "@byteos/forge-pages/page-means";
import { env } from "../env.ts";

export const lookMeans = createPageMeans(env);
