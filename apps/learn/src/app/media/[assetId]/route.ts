import { isAppError } from "@byteos/contracts/errors";
import { loadAssetUrl } from "@byteos/usecases/asset/load-asset-url";
import { errorFields } from "@byteos/web/log";
import { z } from "zod";
import { log } from "../../../lib/log.ts";
import { getRequestContext } from "../../../lib/session.ts";
import { fileStorage } from "../../../lib/storage.ts";

// Shorter than the address that it leads to is good for.
const cacheSecs = 3_000;

/** Leads to a picture of a course, for those who may see it. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ assetId: string }> },
): Promise<Response> {
  const ctx = await getRequestContext();
  const { actor } = ctx;
  const assetId = z.uuid().safeParse((await params).assetId);
  if (actor.kind !== "member") return new Response(null, { status: 401 });
  if (!assetId.success) return new Response(null, { status: 404 });
  try {
    const url = await loadAssetUrl({
      ctx: { ...ctx, actor },
      input: { assetId: assetId.data },
      means: { storage: fileStorage() },
    });
    return new Response(null, {
      status: 302,
      headers: { location: url, "cache-control": `private, max-age=${cacheSecs}` },
    });
  } catch (error) {
    if (isAppError(error) && error.kind === "not_found") return new Response(null, { status: 404 });
    log.error("asset.load", { requestId: ctx.requestId, ...errorFields(error) });
    return new Response(null, { status: 503, headers: { "retry-after": "5" } });
  }
}
