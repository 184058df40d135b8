import { Button } from "@byteos/ui/primitives/button";
import { signOutAction } from "../actions.ts";

/** For pages of people who have no lessons yet. */
export function SignOut() {
  return (
    <form action={signOutAction}>
      <Button type="submit" variant="ghost" size="sm" hang="end">
        Sign out
      </Button>
    </form>
  );
}
