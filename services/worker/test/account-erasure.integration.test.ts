import { createSupabaseAuthAdmin } from "@byteos/integrations/auth/supabase-auth-admin";
import { withTestStack } from "@byteos/testing/test-stack";
import { afterAll, expect, it } from "vitest";
import { startWorker, type RunningWorker } from "./running-worker.ts";

const stack = withTestStack();
let worker: RunningWorker | undefined;
afterAll(() => worker?.kill("SIGKILL"));

it("deletes an account whose erasure was written down and not finished", async () => {
  const { url, secretKey } = stack.stack;
  const authAdmin = createSupabaseAuthAdmin({ supabaseUrl: url, secretKey });
  const account = { email: "leaving@example.org", password: "a long pass phrase", fullName: "" };
  const userId = await authAdmin.createUser(account);
  await stack.query("insert into account_erasures (user_id) values ($1)", [userId]);

  worker = await startWorker(stack);
  await expect
    .poll(() => stack.query("select from profiles where id = $1", [userId]), { timeout: 20_000 })
    .toEqual([]);
  expect(await authAdmin.findUserId(account.email)).toBeNull();
  expect(await stack.query("select from account_erasures")).toEqual([]);
});
