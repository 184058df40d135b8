"use client";

import type { ReactNode } from "react";

/** Sends the form inside when a list in it changes. Without script its button does. */
export function SubmitOnChange({ children }: { children: ReactNode }) {
  return (
    <div
      onChange={(event) => {
        if (event.target instanceof HTMLSelectElement) event.target.form?.requestSubmit();
      }}
    >
      {children}
    </div>
  );
}
