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
    "qrcode",
  ],
  // The certificate's fonts are read from disk by name, which tracing cannot see.
  outputFileTracingIncludes: {
    "/certificates/[id]/pdf": [
      "../../node_modules/@fontsource/inter/unicode.json",
      "../../node_modules/@fontsource/inter/files/*-normal.woff",
      "../../node_modules/@fontsource/source-serif-4/unicode.json",
      "../../node_modules/@fontsource/source-serif-4/files/*.woff",
    ],
  },
  // Browsers ask for this name when a page has not named its icon yet.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  poweredByHeader: false,
  typedRoutes: false,
  reactStrictMode: true,
  // Types are checked with the rest of the workspace.
  typescript: { ignoreBuildErrors: true },
};

export default config;
