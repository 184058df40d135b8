import { exportMyData } from "@byteos/usecases/privacy/export-my-data";
import { errorFields } from "@byteos/web/log";
import { env } from "../../../env.ts";
import { log } from "../../../lib/log.ts";
import { getRequestContext } from "../../../lib/session.ts";

/** Everything that is kept about the person who asks, as a file. */
export async function GET(): Promise<Response> {
  const ctx = await getRequestContext();
  const { actor } = ctx;
  if (actor.kind === "public") {
    return Response.redirect(new URL("/sign-in?next=/account", env().LEARN_URL), 303);
  }
  try {
    const text = await exportMyData({ ctx: { ...ctx, actor } });
    log.info("privacy.export", { requestId: ctx.requestId, actorId: actor.userId, outcome: "ok" });
    return new Response(text, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": 'attachment; filename="byteos-my-data.json"',
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    log.error("privacy.export", { requestId: ctx.requestId, ...errorFields(error) });
    return new Response("Your data could not be collected. Try again in a moment.\n", {
      status: 500,
    });
  }
}
