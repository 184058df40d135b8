import { asService } from "@byteos/db/as-service";
import { accountErasureRepository } from "@byteos/db/repositories/account-erasure.repository";
import type { AuthAdmin } from "@byteos/integrations/auth/auth-admin";

const atOnce = 100;

export interface ErasureMeans {
  readonly authAdmin: AuthAdmin;
  /** One account that could not be deleted now; it stays on the list. */
  readonly onFailed: (userId: string, error: unknown) => void;
}

/**
 * Deletes the accounts whose erasure was asked for and not finished, the longest waiting first and 100 at
 * most. Deleting one twice, or from two workers at once, does no harm. Returns how many are gone.
 */
export async function finishErasures({ means }: { readonly means: ErasureMeans }): Promise<number> {
  const waiting = await asService("find accounts whose erasure was not finished", (tx) =>
    accountErasureRepository.list(tx, atOnce),
  );
  let finished = 0;
  for (const userId of waiting) {
    try {
      await means.authAdmin.deleteUser(userId);
      finished += 1;
    } catch (error) {
      means.onFailed(userId, error);
    }
  }
  return finished;
}
