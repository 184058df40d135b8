// A renderer's call-back that a render has ended: signed, recorded durably, and only once however often it comes.
import { verifyCallback } from "../../../packages/contracts/src/callback-signature.ts";
import { RenderCallback } from "../../../packages/contracts/src/render-callback.ts";
import { asRole } from "../_shared/database.ts";
import { readText } from "../_shared/read-text.ts";
import { refuse } from "../_shared/refuse.ts";

const largestBody = 20_000;

Deno.serve(async (request) => {
  if (request.method !== "POST") return refuse(405, "method-not-allowed", { allow: "POST" });
  const secrets = ["RENDER_HOOK_SECRET", "RENDER_HOOK_SECRET_BEFORE"].flatMap(
    (name) => Deno.env.get(name) ?? [],
  );
  if (secrets.length === 0) {
    console.error("RENDER_HOOK_SECRET is not set, so no call-back can be believed.");
    return refuse(503, "not-configured");
  }
  const body = await readText(request, largestBody);
  if (body === null) return refuse(413, "too-large");
  const header = request.headers.get("byteos-signature");
  const verdict = await verifyCallback({ secrets, header, body, now: new Date() });
  if (verdict !== "genuine") return refuse(401, `signature-${verdict}`);
  const callback = parse(body);
  if (callback === null) return refuse(422, "invalid-callback");
  try {
    const outcome = await record(callback);
    if (outcome === "different") return refuse(409, "delivery-already-recorded");
    return Response.json({ outcome }, { status: outcome === "recorded" ? 201 : 200 });
  } catch (error) {
    console.error(`It could not be recorded: ${error instanceof Error ? error.name : "?"}`);
    return refuse(503, "unavailable", { "retry-after": "10" });
  }
});

function parse(body: string): RenderCallback | null {
  try {
    return RenderCallback.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

/** `known`: the same delivery came before; `different`: its id came before with something else. */
async function record(callback: RenderCallback): Promise<"recorded" | "known" | "different"> {
  const { deliveryId, renderId, status, finishedAt, ...details } = callback;
  const values = [deliveryId, renderId, status, finishedAt, JSON.stringify(details)];
  return asRole("service_role", async (client) => {
    const added = await client.query(
      `insert into public.render_callbacks (delivery_id, render_id, status, finished_at, details)
       values ($1, $2, $3, $4, $5) on conflict (delivery_id) do nothing`,
      values,
    );
    if (added.rowCount === 1) return "recorded";
    const same = await client.query(
      `select from public.render_callbacks
       where delivery_id = $1 and render_id = $2 and status = $3 and finished_at = $4 and details = $5`,
      values,
    );
    return same.rowCount === 1 ? "known" : "different";
  });
}
