import { randomUUID } from "node:crypto";
import { readAuthenticator } from "@byteos/testing/authenticator";
import { withTestSupabase } from "@byteos/testing/test-supabase";
import { createClient } from "@supabase/supabase-js";
import { expect, it } from "vitest";
import { createSupabaseAuthAdmin } from "../src/auth/supabase-auth-admin.ts";
import { createSupabaseAuth } from "../src/auth/supabase-auth.ts";
import { createSupabaseSecondStep } from "../src/auth/supabase-second-step.ts";

const supabase = withTestSupabase();
const password = "a long enough password";

async function makeAccount(): Promise<string> {
  const email = `${randomUUID().slice(0, 13)}@example.org`;
  const { url: supabaseUrl, secretKey } = supabase.details;
  const admin = createSupabaseAuthAdmin({ supabaseUrl, secretKey });
  await admin.createUser({ email, password, fullName: "Robin Vale" });
  return email;
}

async function signIn(email: string) {
  const client = createClient(supabase.details.url, supabase.details.publishableKey, {
    auth: {
      persistSession: false,
      autoRefreshToken: false,
      experimental: { recoveryCodes: true },
    },
  });
  await createSupabaseAuth(client).signIn({ email, password });
  return createSupabaseSecondStep(client);
}

it("is set up with a code of the app, and asked for at the next sign-in", async () => {
  const email = await makeAccount();
  const here = await signIn(email);
  expect(await here.load()).toEqual({ apps: [], recoveryCodesLeft: null });
  expect(await here.isOwed()).toBe(false);

  // Begun twice: the first one, never confirmed, is not in the way.
  await here.begin();
  const { factorId, secret, qrCode } = await here.begin();
  expect(decodeURIComponent(qrCode)).toMatch(/^data:image\/svg\+xml,<svg[^]*<\/svg>/);
  await expect(here.confirm({ factorId, code: "000000" })).rejects.toMatchObject({
    kind: "validation",
    code: "auth.wrong-code",
  });
  expect((await here.load()).apps).toEqual([]);
  const codes = await here.confirm({ factorId, code: readAuthenticator(secret) });
  expect(codes).toHaveLength(10);
  expect(await here.isOwed()).toBe(false);
  expect(await here.load()).toMatchObject({
    apps: [{ id: factorId, name: "Authenticator app" }],
    recoveryCodesLeft: 10,
  });

  const elsewhere = await signIn(email);
  expect(await elsewhere.isOwed()).toBe(true);
  await expect(elsewhere.begin()).rejects.toMatchObject({ code: "auth.second-step-needed" });
  await expect(elsewhere.pass("000000")).rejects.toMatchObject({ code: "auth.wrong-code" });
  await elsewhere.pass(readAuthenticator(secret));
  expect(await elsewhere.isOwed()).toBe(false);

  const withoutPhone = await signIn(email);
  const [code = ""] = codes ?? [];
  await withoutPhone.passByRecoveryCode(code.toUpperCase());
  expect((await withoutPhone.load()).recoveryCodesLeft).toBe(9);
  await expect(withoutPhone.remove(factorId)).rejects.toMatchObject({ code: "auth.app-needed" });
  const newPhone = await withoutPhone.begin();
  const newCode = readAuthenticator(newPhone.secret);
  expect(await withoutPhone.confirm({ factorId: newPhone.factorId, code: newCode })).toBeNull();
  await withoutPhone.remove(factorId);
  expect((await withoutPhone.load()).apps).toMatchObject([{ id: newPhone.factorId }]);
  const again = await signIn(email);
  await expect(again.passByRecoveryCode(code)).rejects.toMatchObject({ code: "auth.wrong-code" });
});

it("takes a second app, renews its codes, and ends with the last app", async () => {
  const email = await makeAccount();
  const step = await signIn(email);
  const first = await step.begin();
  await step.confirm({ factorId: first.factorId, code: readAuthenticator(first.secret) });
  const second = await step.begin();
  const code = readAuthenticator(second.secret);
  expect(await step.confirm({ factorId: second.factorId, code })).toBeNull();
  const { apps } = await step.load();
  expect(apps.map(({ name }) => name)).toEqual(["Authenticator app", "Authenticator app 2"]);
  expect(await step.renewRecoveryCodes()).toHaveLength(10);

  const elsewhere = await signIn(email);
  await elsewhere.pass(readAuthenticator(second.secret));
  await elsewhere.remove(first.factorId);
  expect(await elsewhere.load()).toMatchObject({ apps: [{ id: second.factorId }] });
  await elsewhere.remove(second.factorId);
  expect(await elsewhere.load()).toEqual({ apps: [], recoveryCodesLeft: null });
  expect(await (await signIn(email)).isOwed()).toBe(false);
});
