import { ErrorState } from "@byteos/ui/patterns/error-state";
import { Button } from "@byteos/ui/primitives/button";
import Link from "next/link";

export function MissingPage() {
  return (
    <ErrorState
      isPage
      title="This page does not exist"
      action={
        <Button asChild variant="secondary">
          <Link href="/courses">Go to your courses</Link>
        </Button>
      }
    >
      The address may be mistyped, or what it showed was deleted, or it belongs to another
      organisation.
    </ErrorState>
  );
}
