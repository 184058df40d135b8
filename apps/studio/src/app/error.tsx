"use client";

import { ErrorState } from "@byteos/ui/patterns/error-state";
import { Button } from "@byteos/ui/primitives/button";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="grid min-h-[60dvh] place-items-center p-6">
      <ErrorState
        isPage
        title="This page could not be shown"
        {...(error.digest === undefined ? {} : { requestId: error.digest })}
        action={<Button onClick={reset}>Try again</Button>}
      >
        Something failed on our side. What you saved is kept.
      </ErrorState>
    </main>
  );
}
