import { isAppError } from "@byteos/contracts/errors";
import { exportCertificate } from "@byteos/usecases/certificate/export-certificate";
import { errorFields } from "@byteos/web/log";
import { z } from "zod";
import { env } from "../../../../env.ts";
import { log } from "../../../../lib/log.ts";
import { getRequestContext } from "../../../../lib/session.ts";

/** The holder's certificate as a file. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const notFound = () => new Response("This certificate does not exist.\n", { status: 404 });
  const ctx = await getRequestContext();
  const { actor } = ctx;
  if (actor.kind !== "member") {
    const next = encodeURIComponent(new URL(request.url).pathname.replace(/\/pdf$/, ""));
    return Response.redirect(new URL(`/sign-in?next=${next}`, env().LEARN_URL), 303);
  }
  const certificateId = z.uuid().safeParse((await params).id);
  if (!certificateId.success) return notFound();
  try {
    const file = await exportCertificate({
      ctx: { ...ctx, actor },
      input: { certificateId: certificateId.data },
      learnUrl: env().LEARN_URL,
    });
    return new Response(Buffer.from(file.bytes), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `attachment; filename="${file.fileName}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (isAppError(error) && error.kind === "not_found") return notFound();
    log.error("certificate.export", { requestId: ctx.requestId, ...errorFields(error) });
    return new Response("The certificate could not be written. Try again.\n", { status: 500 });
  }
}
