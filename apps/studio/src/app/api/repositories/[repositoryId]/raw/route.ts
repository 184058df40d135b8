import { readRaw } from "../../../../../features/repository/raw-response.ts";
import { apiRoute } from "../../../../../lib/api-route.ts";

export const GET = apiRoute("repository.raw", readRaw);
export const HEAD = apiRoute("repository.raw-head", readRaw);
