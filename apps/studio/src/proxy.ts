import { createProxy } from "@byteos/web/create-proxy";
import { env } from "./env.ts";

export const proxy = createProxy({
  env,
  appUrl: () => env().STUDIO_URL,
  withoutSession: /^\/api\/health$/,
  // Files are uploaded straight to Supabase, and the preview frames this app's own pages.
  sources: (supabaseOrigin) => ({
    images: ["blob:", supabaseOrigin],
    connections: [supabaseOrigin],
    frames: "'self'",
  }),
});

export const config = {
  matcher: [{ source: "/((?!_next/static|_next/image|favicon.ico|icon.svg).*)" }],
};
