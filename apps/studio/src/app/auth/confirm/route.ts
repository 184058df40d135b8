import { isAppError } from "@byteos/contracts/errors";
import { ownPath } from "@byteos/contracts/own-path";
import { errorFields } from "@byteos/web/log";
import { NextResponse } from "next/server";
import type { NextRequest } from "next/server";
import { env } from "../../../env.ts";
import { confirmLink } from "../../../features/auth/loaders.ts";
import { log } from "../../../lib/log.ts";

/** Where links in mails lead: trades what they carry for a session, then goes on. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const parameters = Object.fromEntries(request.nextUrl.searchParams);
  const next = ownPath(parameters.next);
  const to = (path: string) => NextResponse.redirect(new URL(path, env().STUDIO_URL));
  try {
    const { isSecondStepOwed } = await confirmLink(parameters);
    return to(isSecondStepOwed ? `/second-step?next=${encodeURIComponent(next)}` : next);
  } catch (error) {
    log.warn("auth.confirm", {
      requestId: request.headers.get("x-request-id"),
      ...(isAppError(error) ? { outcome: error.code } : errorFields(error)),
    });
    const notice = isAppError(error) ? error.code : "auth.link-expired";
    return to(`/sign-in?notice=${notice}&next=${encodeURIComponent(next)}`);
  }
}
