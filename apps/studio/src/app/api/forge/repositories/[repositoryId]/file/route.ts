import { readRaw } from "../../../../../../features/repository/raw-response.ts";
import { apiRoute } from "../../../../../../lib/api-route.ts";

export const GET = apiRoute("forge.read-file", readRaw, { scope: "read" });
export const HEAD = apiRoute("forge.read-file-head", readRaw, { scope: "read" });
