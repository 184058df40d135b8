"use client";

import { PlainError } from "../lib/plain-error.tsx";
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
        <PlainError title="Learn could not be shown" digest={error.digest} onRetry={reset} />
      </body>
    </html>
  );
}
