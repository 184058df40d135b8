import type { Context } from "hono";
import { AuthError } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import { hasSecondStep } from "../mfa/factors.ts";
import { requireUser, type SignedIn } from "../requests.ts";

/**
 * Someone who may change by which identities they sign in, where the project lets people do so. Identities
 * decide who gets in: the first step alone may not change them once there is a second.
 */
export async function requireLinker(context: Context, services: AuthServices): Promise<SignedIn> {
  if (!services.config.enable_manual_linking) {
    throw new AuthError(404, "manual_linking_disabled", "Manual linking is disabled");
  }
  const signedIn = await requireUser(context, services);
  if (signedIn.aal !== "aal2" && (await hasSecondStep(services.pool, signedIn.user.id))) {
    throw new AuthError(403, "insufficient_aal", "AAL2 session is required to change identities");
  }
  return signedIn;
}
