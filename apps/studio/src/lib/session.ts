import { isAppError } from "@byteos/contracts/errors";
import type { MemberContext, RequestContext } from "@byteos/contracts/request-context";
import { roleCan } from "@byteos/contracts/role";
import { callerAddress } from "@byteos/integrations/auth/caller-address";
import { configureUseCases } from "@byteos/usecases/configure";
import { resolveActor } from "@byteos/usecases/session/resolve-actor";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { env } from "../env.ts";
import { supabaseOfRequest } from "./supabase.ts";

export const orgCookieName = "byteos-org";

function configureDatabase(): void {
  const { DATABASE_URL, DATABASE_POOL_SIZE, DATABASE_STATEMENT_TIMEOUT_MS } = env();
  configureUseCases({
    database: {
      url: DATABASE_URL,
      poolSize: DATABASE_POOL_SIZE,
      statementTimeoutMs: DATABASE_STATEMENT_TIMEOUT_MS,
    },
  });
}

function addressOf(head: Headers): { clientAddress?: string } {
  const clientAddress = callerAddress(head);
  return clientAddress === null ? {} : { clientAddress };
}

interface Session {
  readonly ctx: RequestContext;
  /** Someone is signed in by the first step alone and has a second: they count as nobody until then. */
  readonly isSecondStepOwed: boolean;
}

const readSession = cache(async (): Promise<Session> => {
  configureDatabase();
  const [head, store] = await Promise.all([headers(), cookies()]);
  const base = { requestId: head.get("x-request-id") ?? crypto.randomUUID(), ...addressOf(head) };
  const visitor: RequestContext = { ...base, actor: { kind: "public" } };
  const supabase = await supabaseOfRequest();
  const { data } = await supabase.auth.getClaims();
  const claims = data?.claims;
  if (claims === undefined || typeof claims.email !== "string") {
    return { ctx: visitor, isSecondStepOwed: false };
  }
  try {
    const actor = await resolveActor({
      userId: claims.sub,
      email: claims.email,
      preferredOrgId: store.get(orgCookieName)?.value ?? null,
      isPastSecondStep: claims.aal === "aal2",
    });
    return actor.kind === "second-step-owed"
      ? { ctx: visitor, isSecondStepOwed: true }
      : { ctx: { ...base, actor }, isSecondStepOwed: false };
  } catch (error) {
    if (isAppError(error) && error.kind === "unauthorized")
      return { ctx: visitor, isSecondStepOwed: false };
    throw error;
  }
});

/** Who asks, resolved once a request. */
export const getRequestContext = async (): Promise<RequestContext> => (await readSession()).ctx;

export const isSecondStepOwed = async (): Promise<boolean> =>
  (await readSession()).isSecondStepOwed;

async function redirectToSignIn(): Promise<never> {
  const path = (await headers()).get("x-path") ?? "/";
  const to = (await isSecondStepOwed()) ? "/second-step" : "/sign-in";
  redirect(path === "/" ? to : `${to}?next=${encodeURIComponent(path)}`);
}

/** For pages: a visitor signs in first, someone without an organisation makes or joins one, a learner goes to Learn. */
export async function requireMember(): Promise<MemberContext> {
  const ctx = await getRequestContext();
  const { actor } = ctx;
  if (actor.kind === "public") return redirectToSignIn();
  if (actor.kind === "user") redirect("/welcome");
  if (!roleCan(actor.role, "studio.open")) redirect("/learners");
  return { ...ctx, actor };
}
