import type { ReactNode } from "react";
import { PublicFrame } from "../../../lib/public-frame.tsx";

/** The public page around a check. */
export function VerifyFrame({ children }: { children: ReactNode }) {
  return (
    <PublicFrame homeHref="/verify" name="Certificate check" skipLabel="Skip to the result">
      {children}
    </PublicFrame>
  );
}
