import { randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll } from "vitest";
import { computeTotp } from "../src/auth/mfa/totp.ts";
import { client as provider, type OpenIdServer, startOpenIdServer } from "./openid-server.ts";
import {
  createSignedIn,
  inventAddress,
  startTestInstance,
  type TestInstance,
} from "./running-instance.ts";

export const password = "a long password";
export const unknownId = "00000000-0000-4000-8000-000000000000";

export type AuthClient = ReturnType<typeof createClient>["auth"];
const config = (issuer: string) => `
[auth]
jwt_expiry = 60
enable_anonymous_sign_ins = true
enable_manual_linking = true
[auth.rate_limit]
sign_in_sign_ups = 500
token_verifications = 500
[auth.email]
enable_confirmations = false
max_frequency = "0s"
[auth.mfa.totp]
enroll_enabled = true
verify_enabled = true
[auth.external.google]
enabled = true
client_id = "${provider.id}"
secret = "${provider.secret}"
url = "${issuer}"
skip_nonce_check = true
`;

/** An instance with everything switched on that there is, and the people and clients that the tables need. */
export function withAuthContract() {
  let openId: OpenIdServer;
  let instance: TestInstance;

  beforeAll(async () => {
    openId = await startOpenIdServer("http://localhost/unused");
    instance = await startTestInstance(config(openId.issuer));
  });
  afterAll(async () => {
    await instance.dispose();
    await openId.stop();
  });

  /** A client that keeps its session in memory, as a tab does, with everything switched on that there is. */
  function openTab(key = instance.publishableKey) {
    const kept = new Map<string, string>();
    const { auth } = createClient(instance.url, key, {
      auth: {
        autoRefreshToken: false,
        detectSessionInUrl: false,
        flowType: "pkce",
        experimental: { passkey: true, recoveryCodes: true },
        storage: {
          getItem: (name) => kept.get(name) ?? null,
          setItem: (name, value) => void kept.set(name, value),
          removeItem: (name) => void kept.delete(name),
        },
      },
    });
    return { auth, kept };
  }
  const visitor = () => openTab().auth;
  const admin = () => openTab(instance.secretKey).auth.admin;

  async function signIn() {
    const { email, userId } = await createSignedIn(instance, password);
    const tab = openTab();
    const { error } = await tab.auth.signInWithPassword({ email, password });
    if (error) throw error;
    return { ...tab, email, userId };
  }

  async function enrol(auth: AuthClient) {
    const { data, error } = await auth.mfa.enroll({ factorType: "totp" });
    if (error) throw error;
    return { factorId: data.id, code: computeTotp(data.totp.secret, Date.now()) };
  }

  /** Signed in, past the second step. */
  async function secure() {
    const person = await signIn();
    const factor = await enrol(person.auth);
    const { error } = await person.auth.mfa.challengeAndVerify(factor);
    if (error) throw error;
    return { ...person, ...factor };
  }

  async function makeIdToken() {
    const email = inventAddress("outside");
    return openId.signIdToken({ sub: randomUUID(), email, email_verified: true });
  }

  return {
    openTab,
    visitor,
    admin,
    signIn,
    enrol,
    secure,
    makeIdToken,
    issuer: () => openId.issuer,
    waitForMail: (to: string, subject: RegExp) => instance.waitForMail(to, subject),
  };
}
