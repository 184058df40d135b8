import { ErrorState } from "@byteos/ui/patterns/error-state";
import { Button } from "@byteos/ui/primitives/button";

export function MissingPage() {
  return (
    <ErrorState
      isPage
      title="This page does not exist"
      action={
        // Not the framework's link, since this page is loaded with every other.
        <form action="/">
          <Button type="submit">Go to your courses</Button>
        </form>
      }
    >
      The address may be mistyped, or what it showed is no longer open, or it belongs to another
      organisation.
    </ErrorState>
  );
}
