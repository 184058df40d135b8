import { isAppError } from "@byteos/contracts/errors";
import type { TokenScope } from "@byteos/contracts/repository";
import type { PublicActor, RequestContext } from "@byteos/contracts/request-context";
import { callerAddress } from "@byteos/integrations/auth/caller-address";
import { configureUseCases } from "@byteos/usecases/configure";
import { resolveActor } from "@byteos/usecases/session/resolve-actor";
import { isAccessToken } from "@byteos/usecases/token/access-token";
import { resolveToken } from "@byteos/usecases/token/resolve-token";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { WebEnv } from "./env.ts";
import type { SupabaseClients } from "./supabase-clients.ts";

/** The organisation a person chose last; a mere wish. */
export const orgCookieName = "byteos-org";

export interface SessionOptions {
  readonly env: () => WebEnv;
  readonly supabaseOfRequest: SupabaseClients["supabaseOfRequest"];
}

export interface Session {
  /** Who asks, resolved once a request. */
  readonly getRequestContext: () => Promise<RequestContext>;
  /**
   * Whom a token stands for: one of Supabase's, where `x-byteos-org` names one of several organisations, or one
   * of ours, where the route takes those with a scope.
   */
  readonly contextOfToken: (token: string, scope?: TokenScope) => Promise<RequestContext>;
  /** For public links: whoever asks, no session is looked at. */
  readonly getPublicContext: () => Promise<RequestContext<PublicActor>>;
  /** Someone is signed in by the first step alone and has a second: they count as nobody until then. */
  readonly isSecondStepOwed: () => Promise<boolean>;
  /** Sends a visitor of a page to sign in, or to the second step of it, and back afterwards. */
  readonly redirectToSignIn: () => Promise<never>;
}

interface ReadSession {
  readonly ctx: RequestContext;
  readonly isSecondStepOwed: boolean;
}

export function createSession({ env, supabaseOfRequest }: SessionOptions): Session {
  const configureDatabase = (): void => {
    const { DATABASE_URL, DATABASE_POOL_SIZE, DATABASE_STATEMENT_TIMEOUT_MS } = env();
    configureUseCases({
      database: {
        url: DATABASE_URL,
        poolSize: DATABASE_POOL_SIZE,
        statementTimeoutMs: DATABASE_STATEMENT_TIMEOUT_MS,
      },
    });
  };
  /** Without a token, the session in the cookies. */
  const resolveSession = async ({
    token,
    preferredOrgId,
  }: {
    token?: string;
    preferredOrgId: string | null;
  }): Promise<ReadSession> => {
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
  };
  const readSession = cache(async () => {
    const store = await cookies();
    return resolveSession({ preferredOrgId: store.get(orgCookieName)?.value ?? null });
  });
  const isSecondStepOwed = async (): Promise<boolean> => (await readSession()).isSecondStepOwed;
  return {
    async getPublicContext() {
      configureDatabase();
      return { ...requestOf(await headers()), actor: { kind: "public" } };
    },
    getRequestContext: async () => (await readSession()).ctx,
    async contextOfToken(token, scope) {
      if (scope !== undefined && isAccessToken(token)) {
        configureDatabase();
        const actor = await resolveToken({ token, scope });
        return { ...requestOf(await headers()), actor };
      }
      const preferredOrgId = (await headers()).get("x-byteos-org");
      return (await resolveSession({ token, preferredOrgId })).ctx;
    },
    isSecondStepOwed,
    async redirectToSignIn() {
      const path = (await headers()).get("x-path") ?? "/";
      const to = (await isSecondStepOwed()) ? "/second-step" : "/sign-in";
      redirect(path === "/" ? to : `${to}?next=${encodeURIComponent(path)}`);
    },
  };
}

function requestOf(head: Headers): Omit<RequestContext, "actor"> {
  const clientAddress = callerAddress(head);
  return {
    requestId: head.get("x-request-id") ?? crypto.randomUUID(),
    ...(clientAddress === null ? {} : { clientAddress }),
  };
}
