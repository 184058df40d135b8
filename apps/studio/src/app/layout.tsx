import { parseThemeChoice, themeAttributes, themeCookieName } from "@byteos/ui/logic/theme";
import { FontPreloads } from "@byteos/ui/patterns/font-preloads";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
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
  const choice = parseThemeChoice((await cookies()).get(themeCookieName)?.value);
  return (
    <html lang="en" data-density="studio" {...themeAttributes(choice)}>
      <body>
        <FontPreloads hasSerif={false} />
        {children}
        <PageToaster />
      </body>
    </html>
  );
}
