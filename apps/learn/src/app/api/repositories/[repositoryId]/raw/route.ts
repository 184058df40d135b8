import { readRaw } from "@byteos/forge-pages/raw-response";
import type { ApiCall } from "@byteos/web/api-route";
import { apiRoute } from "../../../../../lib/api-route.ts";
import { lookMeans } from "../../../../../lib/pages-app.ts";

const read = (call: ApiCall) => readRaw(call, lookMeans());

export const GET = apiRoute("repository.raw", read);
export const HEAD = apiRoute("repository.raw-head", read);
