import { fontAttributes, fontScript, fontsCookieName } from "@byteos/ui/logic/font-arrival";
import { parseThemeChoice, themeAttributes, themeCookieName } from "@byteos/ui/logic/theme";
import { FontPreloads } from "@byteos/ui/patterns/font-preloads";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { PageToaster } from "../features/preview/components/page-toaster.tsx";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "ByteOS Studio", template: "%s · ByteOS Studio" },
  description: "Turn what your team knows into courses worth taking.",
  robots: { index: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#0e0e12" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [store, head] = await Promise.all([cookies(), headers()]);
  const choice = parseThemeChoice(store.get(themeCookieName)?.value);
  const fonts = fontAttributes(store.get(fontsCookieName)?.value);
  return (
    <html
      lang="en"
      data-density="studio"
      {...themeAttributes(choice)}
      {...fonts}
      // The script below adds to it before React wakes.
      suppressHydrationWarning
    >
      <body>
        <script
          nonce={head.get("x-nonce") ?? undefined}
          // safe because the script is a constant of ours.
          dangerouslySetInnerHTML={{ __html: fontScript }}
          suppressHydrationWarning
        />
        <FontPreloads hasSerif={false} />
        {children}
        <PageToaster />
      </body>
    </html>
  );
}
