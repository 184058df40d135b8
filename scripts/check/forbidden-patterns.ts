export type ForbiddenPattern = { pattern: RegExp; reason: string; isAllowedIn?: RegExp };

// Prose may name what code may not hold.
const prose = /\.md$/;
const tests = /^tests\/|\/test\/|\.test\.tsx?$/;
const readsEnvironment = new RegExp(
  [
    tests.source,
    String.raw`^scripts\/`,
    String.raw`^packages\/testing\/`,
    String.raw`^supabase\/seed\/`,
    String.raw`\/env\.ts$`,
    // A service's entry hands its environment to its env.ts.
    String.raw`^services\/[^/]+\/src\/main\.ts$`,
    String.raw`\.config\.(?:ts|mjs)$`,
    String.raw`\.md$`,
    // The embedded Supabase starts Postgres and hands its own environment on.
    String.raw`^services\/supabase-local\/`,
  ].join("|"),
);

/** What no file of the project may hold, and why. Patterns look at one line. */
export const forbiddenPatterns: readonly ForbiddenPattern[] = [
  { pattern: /\b(?:TODO|FIXME|HACK|XXX)\b/, reason: "unfinished work is an issue, not a comment" },
  { pattern: /lorem ipsum/i, reason: "filler text" },
  {
    pattern: /\bas unknown as\b/,
    reason: "a cast that hides a type error",
    isAllowedIn: prose,
  },
  {
    pattern: /@ts-(?:ignore|nocheck)/,
    reason: "a switched-off type check",
    isAllowedIn: prose,
  },
  {
    pattern: /\b(?:describe|it|test)\.(?:only|skip|todo|fails)\b/,
    reason: "a test that does not run",
  },
  { pattern: /NEXT_PUBLIC_/, reason: "configuration stays on the server", isAllowedIn: prose },
  { pattern: /(?<![\w.)-])\/(?:work|home|root|Users)\/[a-z]+\//, reason: "a path of one machine" },
  { pattern: /https?:\/\/registry\.[a-z]/i, reason: "a registry address" },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, reason: "a private key" },
  { pattern: /\bsb_secret_[A-Za-z0-9_-]{20,}/, reason: "a secret key" },
  {
    // NODE_ENV is a constant of the build, put in by the bundler.
    pattern: /\bprocess\.env\b(?!\.NODE_ENV\b)/,
    reason: "only env.ts reads the environment",
    isAllowedIn: readsEnvironment,
  },
];
