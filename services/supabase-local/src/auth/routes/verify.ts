import type { Hono } from "hono";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import type { AuditAction } from "../audit-log.ts";
import { AuthError } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import { type FlowMethod, issueAuthCode } from "../flow-states.ts";
import { pkcePrefix } from "../one-time-tokens.ts";
import { codeBudgets } from "../rate-limits.ts";
import { readBody, readDevice } from "../requests.ts";
import { openSession, type SessionJson } from "../sessions.ts";
import { verifyCode, verifyLink, type VerifyType } from "../verify-token.ts";

const verifyTypes = ["signup", "invite", "recovery", "magiclink", "email", "email_change"] as const;
const VerifyBody = z.object({
  type: z.enum(verifyTypes, { error: "Invalid email verification type" }),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  token: z.string().nullish(),
  token_hash: z.string().nullish(),
});

const halfConfirmed =
  "Confirmation link accepted. Please proceed to confirm link sent to the other email";

const flowMethods: Record<VerifyType, FlowMethod> = {
  signup: "email/signup",
  invite: "invite",
  recovery: "recovery",
  magiclink: "magiclink",
  email: "email/signup",
  email_change: "email_change",
};

const actions: Partial<Record<VerifyType, AuditAction>> = {
  signup: "user_signedup",
  invite: "invite_accepted",
};

export function addVerifyRoutes(app: Hono, services: AuthServices): void {
  app.post("/verify", async (context) => {
    const body = await readBody(context, VerifyBody);
    const device = readDevice(context, services);
    services.limits.countRequest("token_verifications", device.address);
    const account = body.email?.trim().toLowerCase() ?? null;
    const outcome = await services.limits.guess(codeBudgets(account, device.address), () =>
      inTransaction(services.pool, async (transaction) => {
        const verified = body.token_hash
          ? await verifyLink(services, transaction, body.type, body.token_hash)
          : account && body.token
            ? await verifyCode(services, transaction, body.type, account, body.token)
            : null;
        if (verified === null) {
          throw new AuthError(400, "validation_failed", "Verify requires a token or a token hash");
        }
        if (verified.state === "half") return null;
        const action = actions[body.type] ?? "login";
        return openSession(services, transaction, verified.user, "otp", device, action);
      }),
    );
    return context.json(outcome ?? { code: 200, msg: halfConfirmed });
  });

  app.get("/verify", async (context) => {
    const device = readDevice(context, services);
    const redirectTo = services.redirects.choose(context.req.query("redirect_to"));
    const token = context.req.query("token") ?? context.req.query("token_hash") ?? "";
    const isPkce = token.startsWith(pkcePrefix);
    try {
      services.limits.countRequest("token_verifications", device.address);
      const type = z.enum(verifyTypes).safeParse(context.req.query("type"));
      if (!type.success || token === "") {
        throw new AuthError(400, "validation_failed", "Verify requires a token and a type");
      }
      const outcome = await services.limits.guess(codeBudgets(null, device.address), () =>
        inTransaction(services.pool, async (transaction) => {
          const verified = await verifyLink(services, transaction, type.data, token);
          if (verified.state === "half") return { kind: "half" as const };
          if (isPkce) {
            const code = await issueAuthCode(transaction, verified.user.id, flowMethods[type.data]);
            if (code) return { kind: "code" as const, code };
          }
          const action = actions[type.data] ?? "login";
          const { user } = verified;
          const session = await openSession(services, transaction, user, "otp", device, action);
          return { kind: "session" as const, session };
        }),
      );
      switch (outcome.kind) {
        case "half":
          return context.redirect(addToUrl(redirectTo, { message: halfConfirmed }, isPkce), 303);
        case "code":
          return context.redirect(addToQuery(redirectTo, { code: outcome.code }), 303);
        case "session":
          return context.redirect(
            addToFragment(redirectTo, describeInFragment(outcome.session, type.data)),
            303,
          );
      }
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      const details = {
        error: error.status >= 500 ? "server_error" : "access_denied",
        error_code: error.code,
        error_description: error.message,
      };
      return context.redirect(addToUrl(redirectTo, details, isPkce), 303);
    }
  });
}

function describeInFragment(session: SessionJson, type: VerifyType): Record<string, string> {
  return {
    access_token: session.access_token,
    expires_at: String(session.expires_at),
    expires_in: String(session.expires_in),
    refresh_token: session.refresh_token,
    token_type: session.token_type,
    type,
  };
}

function addToQuery(url: string, values: Record<string, string>): string {
  const target = new URL(url);
  for (const [key, value] of Object.entries(values)) target.searchParams.set(key, value);
  return target.href;
}

function addToFragment(url: string, values: Record<string, string>): string {
  const target = new URL(url);
  target.hash = new URLSearchParams(values).toString();
  return target.href;
}

/** A fragment never reaches a server, which is where a PKCE client looks; so it gets both. */
function addToUrl(url: string, values: Record<string, string>, isPkce: boolean): string {
  return addToFragment(isPkce ? addToQuery(url, values) : url, values);
}
