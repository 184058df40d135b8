"use client";

import { Toaster } from "@byteos/ui/patterns/toaster";
import { usePathname } from "next/navigation";

/** Messages of the page; the lesson in the preview's frame has none, so that they are a landmark once. */
export function PageToaster() {
  const pathname = usePathname();
  return pathname.endsWith("/preview/lesson") ? null : <Toaster />;
}
