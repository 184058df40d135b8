import { createProxy } from "@byteos/web/create-proxy";
import { env } from "./env.ts";

export const proxy = createProxy({
  env,
  appUrl: () => env().LEARN_URL,
  withoutSession: /^\/(?:verify(?:\/|$)|developers$|api\/(?:health|openapi\.json)$)/,
  // Pages speak to their own origin alone; addresses of pictures lead on to Supabase. A PDF of a repository is
  // shown in a frame.
  sources: (supabaseOrigin) => ({
    images: [supabaseOrigin],
    connections: [],
    frames: "'self'",
  }),
});

export const config = {
  matcher: [{ source: "/((?!_next/static|_next/image|favicon.ico|icon.svg).*)" }],
};
