import { ErrorState } from "@byteos/ui/patterns/error-state";
import { Button } from "@byteos/ui/primitives/button";
import Link from "next/link";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <ErrorState
        title="This page does not exist"
        action={
          <Button asChild>
            <Link href="/">Go to your courses</Link>
          </Button>
        }
      >
        The address may be mistyped, or what it showed is no longer open, or it belongs to another
        organisation.
      </ErrorState>
    </main>
  );
}
