"use client";

import { ErrorState } from "@byteos/ui/patterns/error-state";
import { Button } from "@byteos/ui/primitives/button";
import "./globals.css";

export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en" data-density="learn">
      <body>
        <main className="grid min-h-dvh place-items-center p-6">
          <ErrorState
            title="Learn could not be shown"
            {...(error.digest === undefined ? {} : { requestId: error.digest })}
            action={<Button onClick={reset}>Try again</Button>}
          >
            Something failed on our side. What you did in your lessons is kept.
          </ErrorState>
        </main>
      </body>
    </html>
  );
}
