import { readRaw } from "@byteos/forge-pages/raw-response";
import type { ApiCall } from "@byteos/web/api-route";
import { apiRoute } from "../../../../../../lib/api-route.ts";
import { lookMeans } from "../../../../../../lib/look-means.ts";

const read = (call: ApiCall) => readRaw(call, lookMeans());

export const GET = apiRoute("forge.read-file", read, { scope: "read" });
export const HEAD = apiRoute("forge.read-file-head", read, { scope: "read" });
