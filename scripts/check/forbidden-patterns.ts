export type ForbiddenPattern = { pattern: RegExp; reason: string; isAllowedIn?: RegExp };

const thisFile = /^scripts\/check\/forbidden-patterns\.ts$/;
const tests = /^tests\/|\/test\/|\.test\.tsx?$/;
const readsEnvironment = new RegExp(
  [
    thisFile.source,
    tests.source,
    String.raw`^scripts\/`,
    String.raw`^packages\/testing\/`,
    String.raw`^supabase\/seed\/`,
    String.raw`\/env\.ts$`,
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
  { pattern: /\bas unknown as\b/, reason: "a cast that hides a type error" },
  { pattern: /@ts-(?:ignore|nocheck)/, reason: "a switched-off type check" },
  {
    pattern: /\b(?:describe|it|test)\.(?:only|skip|todo|fails)\b/,
    reason: "a test that does not run",
  },
  { pattern: /NEXT_PUBLIC_/, reason: "configuration stays on the server" },
  { pattern: /\/(?:work|home|root|Users)\/[a-z]+\//, reason: "a path of one machine" },
  { pattern: /https?:\/\/registry\.[a-z]/i, reason: "a registry address" },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, reason: "a private key" },
  { pattern: /\bsb_secret_[A-Za-z0-9_-]{20,}/, reason: "a secret key" },
  {
    pattern: /\bprocess\.env\b/,
    reason: "only env.ts reads the environment",
    isAllowedIn: readsEnvironment,
  },
].map((rule) => ({ isAllowedIn: thisFile, ...rule }));
