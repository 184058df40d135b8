import type { ReactNode } from "react";
import { BrandStyle } from "../../features/shell/components/brand-style.tsx";
import { StudioShell } from "../../features/shell/components/studio-shell.tsx";
import { loadShell } from "../../features/shell/loaders.ts";

export default async function ShellLayout({ children }: { children: ReactNode }) {
  const view = await loadShell();
  return (
    <>
      <BrandStyle color={view.brandColor} />
      <StudioShell view={view}>{children}</StudioShell>
    </>
  );
}
