import { NextResponse } from "next/server";
import type { NextRequest } from "next/server";
import { env } from "./env.ts";
import { contentSecurityPolicy } from "./lib/content-security-policy.ts";

const requestIdPattern = /^[A-Za-z0-9-]{8,64}$/;

/** Names every request and says what its page may load. */
export function proxy(request: NextRequest): NextResponse {
  const given = request.headers.get("x-request-id") ?? "";
  const requestId = requestIdPattern.test(given) ? given : crypto.randomUUID();
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy({
    nonce,
    isDevelopment: process.env.NODE_ENV === "development",
    supabaseOrigin: new URL(env().SUPABASE_URL).origin,
  });
  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId);
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
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
}

export const config = {
  matcher: [{ source: "/((?!_next/static|_next/image|favicon.ico|icon.svg).*)" }],
};
