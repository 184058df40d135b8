import { env } from "../../../env.ts";
import { openApiDocument } from "../../../features/api/openapi-document.ts";

/** The API's own description, for programs; people read /developers. */
export function GET(): Response {
  return Response.json(openApiDocument(env().LEARN_URL), {
    headers: { "cache-control": "public, max-age=300" },
  });
}
