import { sessionCookie } from "@byteos/integrations/auth/session-cookie";
import { createServerClient } from "@supabase/ssr";
import { NextResponse } from "next/server";
import type { NextRequest } from "next/server";
import { contentSecurityPolicy, type PageSources } from "./content-security-policy.ts";
import type { WebEnv } from "./env.ts";

const requestIdPattern = /^[A-Za-z0-9-]{8,64}$/;

export interface ProxyOptions {
  readonly env: () => WebEnv;
  /** Address of this app. */
  readonly appUrl: () => string;
  /** Paths that look at no session. */
  readonly withoutSession: RegExp;
  /** What pages load; files lie at the address of Supabase. */
  readonly sources: (supabaseOrigin: string) => PageSources;
}

/** Names every request, says what its page may load, and renews a session that is about to end. */
export function createProxy(
  options: ProxyOptions,
): (request: NextRequest) => Promise<NextResponse> {
  const { env, withoutSession, sources } = options;
  return async (request) => {
    const given = request.headers.get("x-request-id") ?? "";
    const requestId = requestIdPattern.test(given) ? given : crypto.randomUUID();
    const nonce = btoa(crypto.randomUUID());
    const policy = contentSecurityPolicy({
      nonce,
      isDevelopment: process.env.NODE_ENV === "development",
      ...sources(new URL(env().SUPABASE_URL).origin),
    });
    const headers = new Headers(request.headers);
    headers.set("x-request-id", requestId);
    headers.set("x-nonce", nonce);
    headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
    headers.set("content-security-policy", policy);
    const isWithout = withoutSession.test(request.nextUrl.pathname);
    const renewed = isWithout ? [] : await renewSession(request, options);
    if (renewed.length > 0) headers.set("cookie", request.cookies.toString());
    const response = NextResponse.next({ request: { headers } });
    for (const { name, value, options: kept } of renewed) response.cookies.set(name, value, kept);
    response.headers.set("content-security-policy", policy);
    response.headers.set("x-request-id", requestId);
    response.headers.set("x-content-type-options", "nosniff");
    response.headers.set("referrer-policy", "strict-origin-when-cross-origin");
    response.headers.set(
      "permissions-policy",
      "camera=(), microphone=(), geolocation=(), payment=()",
    );
    response.headers.set("cross-origin-opener-policy", "same-origin");
    return response;
  };
}

type CookieChange = Parameters<
  NonNullable<Parameters<typeof createServerClient>[2]["cookies"]["setAll"]>
>[0][number];

/** The cookies that changed; none while the token is good, which is most of the time. */
async function renewSession(
  request: NextRequest,
  { env, appUrl }: Pick<ProxyOptions, "env" | "appUrl">,
): Promise<CookieChange[]> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  const changes: CookieChange[] = [];
  const supabase = createServerClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: sessionCookie(appUrl()),
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll: (changed) => {
        for (const change of changed) {
          request.cookies.set(change.name, change.value);
          changes.push(change);
        }
      },
    },
  });
  try {
    // Renews what is about to end; whether the session is genuine is checked where it is used.
    await supabase.auth.getSession();
  } catch {
    // Without Supabase the page itself says what is wrong.
  }
  return changes;
}
