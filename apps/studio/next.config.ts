import type { NextConfig } from "next";

const config: NextConfig = {
  transpilePackages: [
    "@byteos/contracts",
    "@byteos/courseware",
    "@byteos/db",
    "@byteos/exports",
    "@byteos/forge",
    "@byteos/forge-pages",
    "@byteos/integrations",
    "@byteos/retrieval",
    "@byteos/ui",
    "@byteos/usecases",
    "@byteos/web",
  ],
  serverExternalPackages: [
    "@napi-rs/blake-hash",
    "pg",
    "pg-boss",
    "@prisma/client",
    "@prisma/adapter-pg",
    "nodemailer",
    "jsdom",
    "pdfkit",
  ],
  // Browsers ask for this name when a page has not named its icon yet.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  poweredByHeader: false,
  typedRoutes: false,
  reactStrictMode: true,
  // Types are checked with the rest of the workspace.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    optimizePackageImports: ["radix-ui"],
    // The largest module that may be saved; without it the proxy cuts a body off at 10 MB.
    proxyClientMaxBodySize: 16_000_000,
  },
};

export default config;
