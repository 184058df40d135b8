import { createHash } from "node:crypto";
import type { Context } from "hono";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { OAuthError } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import type { Device } from "../device.ts";
import { readBody } from "../requests.ts";
import { openSession, type SessionJson } from "../sessions.ts";
import { withoutRivals } from "./identities.ts";
import { ProviderFailure } from "./identity-provider.ts";
import { requireLinker } from "./require-linker.ts";
import { linkExternally, signInExternally } from "./sign-in-externally.ts";

const IdTokenBody = z.object({
  id_token: z.string().nullish(),
  access_token: z.string().nullish(),
  nonce: z.string().nullish(),
  provider: z.string().nullish(),
  issuer: z.string().nullish(),
  link_identity: z.boolean().nullish(),
});

/** Trades an ID token that a client obtained by itself (a native app, One Tap) for a session. */
export async function signInWithIdToken(
  context: Context,
  services: AuthServices,
  device: Device,
): Promise<SessionJson> {
  const body = await readBody(context, IdTokenBody);
  if (!body.id_token) throw new OAuthError("invalid request", "id_token required");
  if (!body.provider && !body.issuer) {
    throw new OAuthError("invalid request", "provider or client_id and issuer required");
  }
  const target = body.link_identity ? await requireLinker(context, services) : null;
  const provider = services.providers.getForIdToken(body.provider ?? "", body.issuer ?? "");
  const checked = await provider
    .checkIdToken(body.id_token, body.access_token || null)
    .catch((error: unknown) => {
      if (error instanceof ProviderFailure) return null;
      throw error;
    });
  if (checked === null) throw new OAuthError("invalid request", "Bad ID token");
  if (!services.config.external[provider.name]?.skip_nonce_check) {
    requireNonce(body.nonce || null, checked.nonce);
  }
  const signIn = {
    provider,
    profile: checked.profile,
    device,
    redirectTo: services.redirects.siteUrl,
  };
  const outcome = await withoutRivals(() =>
    inTransaction(services.pool, async (transaction) => {
      const found = target
        ? await linkExternally(services, transaction, target.user.id, signIn)
        : await signInExternally(services, transaction, signIn);
      if (found.state === "unproven") return found;
      return openSession(services, transaction, found.user, "oauth", device);
    }),
  );
  if (!("state" in outcome)) return outcome;
  services.tasks.run("mail.signup", outcome.send);
  throw outcome.refusal;
}

/** The token names the hash of a value that only whoever asked for the token knows. */
function requireNonce(given: string | null, inToken: string | null): void {
  if ((given === null) !== (inToken === null)) {
    throw new OAuthError(
      "invalid request",
      "Passed nonce and nonce in id_token should either both exist or not.",
    );
  }
  if (given !== null && createHash("sha256").update(given).digest("hex") !== inToken) {
    throw new OAuthError("invalid nonce", "Nonces mismatch");
  }
}
