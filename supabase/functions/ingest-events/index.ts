// A learner's events from any client that holds the learner's token: POST /ingest-events, the body and the answer
// of Learn's own /api/events, which decides everything (docs/decisions/0011).
import { corsHeaders } from "../_shared/cors.ts";
import { readText } from "../_shared/read-text.ts";
import { refuse } from "../_shared/refuse.ts";

const cors = corsHeaders("POST, OPTIONS");
const largestBody = 1_000_000;
const timeoutMs = 30_000;
/** Sent on; whatever else a client says is not Learn's business. */
const passedOn = ["authorization", "content-type", "x-byteos-org"];

Deno.serve(async (request) => {
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: cors });
  if (request.method !== "POST") return no(405, "method-not-allowed", { allow: "POST, OPTIONS" });
  const learnUrl = Deno.env.get("LEARN_URL");
  if (!learnUrl) {
    console.error("LEARN_URL is not set, so there is nobody to take the events.");
    return no(503, "not-configured");
  }
  const body = await readText(request, largestBody);
  if (body === null) return no(413, "request.too-large");
  const headers = new Headers({ "x-request-id": crypto.randomUUID() });
  for (const name of passedOn) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  try {
    const answer = await fetch(new URL("/api/events", learnUrl), {
      method: "POST",
      headers,
      body,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return new Response(await answer.text(), {
      status: answer.status,
      headers: { ...cors, "content-type": "application/json", "cache-control": "no-store" },
    });
  } catch (error) {
    console.error(`Learn did not answer: ${error instanceof Error ? error.name : "?"}`);
    return no(503, "unavailable", { "retry-after": "10" });
  }
});

function no(status: number, code: string, headers: Record<string, string> = {}): Response {
  return refuse(status, code, { ...cors, ...headers });
}
