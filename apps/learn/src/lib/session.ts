import { isAppError } from "@byteos/contracts/errors";
import type { MemberContext, PublicActor, RequestContext } from "@byteos/contracts/request-context";
import { callerAddress } from "@byteos/integrations/auth/caller-address";
import { configureUseCases } from "@byteos/usecases/configure";
import { resolveActor } from "@byteos/usecases/session/resolve-actor";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { env } from "../env.ts";
import { supabaseOfRequest } from "./supabase.ts";

export const orgCookieName = "byteos-org";
const timeZoneCookieName = "byteos-time-zone";

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

function requestOf(head: Headers): Omit<RequestContext, "actor"> {
  return { requestId: head.get("x-request-id") ?? crypto.randomUUID(), ...addressOf(head) };
}

/** For public links: whoever asks, no session is looked at. */
export async function getPublicContext(): Promise<RequestContext<PublicActor>> {
  configureDatabase();
  return { ...requestOf(await headers()), actor: { kind: "public" } };
}

interface Session {
  readonly ctx: RequestContext;
  /** Someone is signed in by the first step alone and has a second: they count as nobody until then. */
  readonly isSecondStepOwed: boolean;
}

const readSession = cache(async (): Promise<Session> => {
  const store = await cookies();
  return resolveSession({ preferredOrgId: store.get(orgCookieName)?.value ?? null });
});

/** Without a token, the session in the cookies. */
async function resolveSession({
  token,
  preferredOrgId,
}: {
  token?: string;
  preferredOrgId: string | null;
}): Promise<Session> {
  configureDatabase();
  const base = requestOf(await headers());
  const visitor: RequestContext = { ...base, actor: { kind: "public" } };
  const supabase = await supabaseOfRequest();
  const { data } = await supabase.auth.getClaims(token);
  const claims = data?.claims;
  if (claims === undefined || typeof claims.email !== "string") {
    return { ctx: visitor, isSecondStepOwed: false };
  }
  try {
    const actor = await resolveActor({
      userId: claims.sub,
      email: claims.email,
      preferredOrgId,
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
}

/** Who asks, resolved once a request. */
export const getRequestContext = async (): Promise<RequestContext> => (await readSession()).ctx;

/** Whom an access token stands for; `x-byteos-org` names one of several organisations. */
export async function contextOfToken(token: string): Promise<RequestContext> {
  const preferredOrgId = (await headers()).get("x-byteos-org");
  return (await resolveSession({ token, preferredOrgId })).ctx;
}

export const isSecondStepOwed = async (): Promise<boolean> =>
  (await readSession()).isSecondStepOwed;

function addressOf(head: Headers): { clientAddress?: string } {
  const clientAddress = callerAddress(head);
  return clientAddress === null ? {} : { clientAddress };
}

/** For pages: a visitor is sent to sign in and back, someone without an organisation to choose one. */
export async function requireMember(): Promise<MemberContext> {
  const ctx = await getRequestContext();
  const { actor } = ctx;
  if (actor.kind === "member") return { ...ctx, actor };
  if (actor.kind === "user") redirect("/join");
  const path = (await headers()).get("x-path") ?? "/";
  const to = (await isSecondStepOwed()) ? "/second-step" : "/sign-in";
  redirect(path === "/" ? to : `${to}?next=${encodeURIComponent(path)}`);
}

/** The zone the browser last named; UTC for none or one that does not exist. */
export async function learnerTimeZone(): Promise<string> {
  const timeZone = (await cookies()).get(timeZoneCookieName)?.value ?? "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
