import { AppDocument } from "@byteos/web/app-document";
import type { Metadata, Viewport } from "next";
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

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <AppDocument density="studio" hasSerif={false}>
      {children}
      <PageToaster />
    </AppDocument>
  );
}
