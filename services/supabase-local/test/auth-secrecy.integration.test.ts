import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { rotateSigningKey } from "../src/instance/secrets.ts";
import { startSupabaseLocal } from "../src/start-supabase-local.ts";
import {
  connect,
  createSignedIn,
  inventAddress,
  openLink,
  startTestInstance,
  type TestInstance,
} from "./running-instance.ts";

let instance: TestInstance;
const written: string[] = [];

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
  }
  instance = await startTestInstance(
    `
[auth]
site_url = "http://localhost:3900"
[auth.email]
enable_confirmations = true
max_frequency = "0s"
[auth.mfa.totp]
enroll_enabled = true
verify_enabled = true
[auth.sms]
enable_signup = true
[auth.hook.send_email]
enabled = true
uri = "http://127.0.0.1/hook"
`,
    { isQuiet: false },
  );
});
afterEach(() => {
  written.length = 0;
});
afterAll(async () => {
  vi.restoreAllMocks();
  await instance.dispose();
});

describe("what is written to the log", () => {
  it("names at the start what the config sets and nobody obeys", () => {
    const line = written.join("").match(/.*config\.ignored.*/)?.[0] ?? "";
    expect(line).toContain("auth.sms.enable_signup");
    expect(line).toContain("auth.hook.send_email.uri");
    expect(line).not.toContain("site_url");
  });

  it("holds no password, address, code or token, whatever is asked", async () => {
    const { client, email, password } = await createSignedIn(instance);
    const visitor = instance.createVisitor();
    await visitor.auth.signInWithPassword({ email, password: "wrong-password-typed" });
    await visitor.auth.resetPasswordForEmail(email);
    const { link, code } = await instance.waitForMail(email, /reset/i);
    const session = (await client.auth.getSession()).data.session;
    const enrolled = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "Phone" });
    const target = await openLink(link);
    await openLink(link);
    await visitor.auth.verifyOtp({ email, token: "123456", type: "recovery" });
    await visitor.auth.refreshSession({ refresh_token: session?.refresh_token ?? "" });
    await visitor.auth.exchangeCodeForSession("a-code-of-nobody").catch(() => null);
    await fetch(`${instance.url}/auth/v1/callback?state=secret-state&code=secret-code`, {
      redirect: "manual",
    });
    const text = written.join("");
    expect(text).toContain("/auth/v1/token");
    const secrets = [
      password,
      "wrong-password-typed",
      email,
      code,
      link.searchParams.get("token"),
      session?.access_token,
      session?.refresh_token,
      enrolled.data?.totp.secret,
      new URLSearchParams(target.hash.slice(1)).get("access_token"),
      instance.secretKey,
      instance.publishableKey,
      "a-code-of-nobody",
      "secret-state",
      "secret-code",
    ];
    for (const secret of secrets) {
      expect(secret).toBeTruthy();
      expect(text).not.toContain(secret);
    }
  });
});

describe("the keys of an instance", () => {
  it("are its owner's alone", async () => {
    const file = path.join(instance.options.dataDir, "secrets.json");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(instance.options.dataDir)).mode & 0o777).toBe(0o700);
  });

  it("are rotated without ending a session", async () => {
    const { client, email, password } = await createSignedIn(instance);
    const before = (await client.auth.getSession()).data.session;
    const keyOf = (token: string) =>
      (
        JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as {
          kid: string;
        }
      ).kid;
    await instance.stop();
    const kid = await rotateSigningKey(instance.options.dataDir);
    const restarted = await startSupabaseLocal(instance.options);
    instance.stop = () => restarted.stop();

    const known = connect(restarted.url, restarted.publishableKey);
    const kept = await known.auth.getUser(before?.access_token ?? "");
    expect(kept.data.user?.email).toBe(email);
    expect((await known.auth.getClaims(before?.access_token ?? "")).error).toBeNull();
    const renewed = await known.auth.refreshSession({ refresh_token: before?.refresh_token ?? "" });
    const after = renewed.data.session?.access_token ?? "";
    expect(keyOf(after)).toBe(kid);
    expect(keyOf(after)).not.toBe(keyOf(before?.access_token ?? ""));
    expect((await known.auth.getClaims(after)).error).toBeNull();
    const signedIn = await known.auth.signInWithPassword({ email, password });
    expect(keyOf(signedIn.data.session?.access_token ?? "")).toBe(kid);

    for (let turn = 0; turn < 6; turn += 1) await rotateSigningKey(instance.options.dataDir);
    const file = path.join(instance.options.dataDir, "secrets.json");
    const { signingKeys } = JSON.parse(await readFile(file, "utf8")) as { signingKeys: unknown[] };
    expect(signingKeys).toHaveLength(5);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const published = await fetch(`${restarted.url}/auth/v1/.well-known/jwks.json`);
    expect(await published.text()).not.toContain('"d"');
  });

  it("serve nobody beyond this machine", async () => {
    const { port } = new URL(instance.url);
    const { networkInterfaces } = await import("node:os");
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((each) => each && !each.internal && each.family === "IPv4")?.address;
    const answer = await fetch(`http://${outside ?? "127.0.0.2"}:${port}/`).catch(() => null);
    expect(answer).toBeNull();
  });
});

it("answers a sign-in for nobody as it answers a wrong password", async () => {
  const { email } = await createSignedIn(instance);
  const ask = async (address: string) => {
    const { error } = await connect(instance.url, instance.publishableKey).auth.signInWithPassword({
      email: address,
      password: "not the right one",
    });
    return { status: error?.status, code: error?.code, message: error?.message };
  };
  expect(await ask(email)).toEqual(await ask(inventAddress("nobody")));
});
