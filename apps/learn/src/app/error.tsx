"use client";

import { PlainError } from "../lib/plain-error.tsx";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <PlainError title="This page could not be shown" digest={error.digest} onRetry={reset} />;
}
