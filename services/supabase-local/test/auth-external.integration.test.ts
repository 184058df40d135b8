import { createHash, randomUUID } from "node:crypto";
import { findFreePortOffset } from "@byteos/testing/free-port-offset";
import { createServerClient } from "@supabase/ssr";
import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGitHubServer, type GitHubServer } from "./github-server.ts";
import {
  browse,
  client,
  type OpenIdServer,
  type Person,
  startOpenIdServer,
} from "./openid-server.ts";
import {
  createSignedIn,
  inventAddress,
  openLink,
  startTestInstance,
  type TestInstance,
} from "./running-instance.ts";

const site = "http://localhost:3900";
let openId: OpenIdServer;
let gitHub: GitHubServer;
let instance: TestInstance;

beforeAll(async () => {
  const portOffset = await findFreePortOffset();
  openId = await startOpenIdServer(`http://127.0.0.1:${54321 + portOffset}/auth/v1/callback`);
  gitHub = await startGitHubServer("a secret of github's");
  instance = await startTestInstance(
    `
[auth]
enable_anonymous_sign_ins = true
enable_manual_linking = true
[auth.rate_limit]
sign_in_sign_ups = 500
token_verifications = 500
[auth.email]
enable_confirmations = true
max_frequency = "0s"
[auth.external.google]
enabled = true
client_id = "${client.id}"
secret = "${client.secret}"
url = "${openId.issuer}"
[auth.external.keycloak]
enabled = true
client_id = "${client.id}"
secret = "wrong"
url = "${openId.issuer}"
[auth.external.github]
enabled = true
client_id = "ours"
secret = "a secret of github's"
url = "${gitHub.url}"
[auth.external.gitlab]
enabled = false
`,
    { portOffset },
  );
});
afterAll(async () => {
  await instance.dispose();
  await openId.stop();
  await gitHub.stop();
});

function inventPerson(overrides: Person = {}): { subject: string; email: string } {
  const subject = randomUUID();
  const email = overrides.email ?? inventAddress("outside");
  openId.people.set(subject, { email, email_verified: true, name: "Ada Byron", ...overrides });
  return { subject, email };
}

/** A client as an app's server makes it: PKCE, its memory in cookies. */
function createServerSide() {
  const cookies = new Map<string, string>();
  return createServerClient(instance.url, instance.publishableKey, {
    cookies: {
      getAll: () => [...cookies].map(([name, value]) => ({ name, value })),
      setAll: (changed) => {
        for (const { name, value } of changed) cookies.set(name, value);
      },
    },
  });
}

const walk = (url: string) => browse(url, [instance.url, openId.issuer, gitHub.url]);

async function signIn(subject: string, provider: "google" | "keycloak" = "google") {
  const server = createServerSide();
  const started = await server.auth.signInWithOAuth({
    provider,
    options: {
      redirectTo: `${site}/auth/callback?next=/inside`,
      queryParams: { login_hint: subject },
      skipBrowserRedirect: true,
    },
  });
  const target = await walk(started.data.url ?? "");
  return { server, target };
}

async function signInFully(subject: string) {
  const { server, target } = await signIn(subject);
  const exchanged = await server.auth.exchangeCodeForSession(target.searchParams.get("code") ?? "");
  if (exchanged.error) throw exchanged.error;
  return { server, session: exchanged.data.session, user: exchanged.data.user };
}

describe("sign-in through an OpenID provider", () => {
  it("comes back with a code that only the client that began can trade, once", async () => {
    const { subject, email } = inventPerson({ picture: "https://pictures.example/ada" });
    const { server, target } = await signIn(subject);
    expect(`${target.origin}${target.pathname}`).toBe(`${site}/auth/callback`);
    expect(target.searchParams.get("next")).toBe("/inside");
    expect(target.hash).toBe("");
    const code = target.searchParams.get("code") ?? "";
    expect((await createServerSide().auth.exchangeCodeForSession(code)).error).not.toBeNull();

    const { data, error } = await server.auth.exchangeCodeForSession(code);
    expect(error).toBeNull();
    expect(data.session?.provider_token).toBeTruthy();
    expect(data.user).toMatchObject({
      email,
      app_metadata: { provider: "google", providers: ["google"] },
      user_metadata: {
        full_name: "Ada Byron",
        avatar_url: "https://pictures.example/ada",
        iss: openId.issuer,
        provider_id: subject,
      },
    });
    expect(data.user?.email_confirmed_at).toBeTruthy();
    expect(data.user?.identities).toMatchObject([{ provider: "google", id: subject }]);
    expect((await server.auth.getClaims()).data?.claims.amr).toMatchObject([{ method: "oauth" }]);
    expect((await server.auth.exchangeCodeForSession(code)).error).not.toBeNull();
    // What the provider gave is kept nowhere once it was handed over.
    const kept = await instance.query("select from auth.flow_state where auth_code = $1", [code]);
    expect(kept).toEqual([]);
  });

  it("knows the person again, also under another address", async () => {
    const { subject, email } = inventPerson();
    const first = await signInFully(subject);
    openId.people.set(subject, { email: inventAddress("renamed"), email_verified: true });
    const second = await signInFully(subject);
    expect(second.user?.id).toBe(first.user?.id);
    expect(second.user?.email).toBe(email);
  });

  it("gives a client without a challenge its session in the fragment", async () => {
    const { subject, email } = inventPerson();
    const implicit = createClient(instance.url, instance.publishableKey, {
      auth: { flowType: "implicit", persistSession: false },
    });
    const { data } = await implicit.auth.signInWithOAuth({
      provider: "google",
      options: { queryParams: { login_hint: subject }, skipBrowserRedirect: true },
    });
    const target = await walk(data.url ?? "");
    const fragment = new URLSearchParams(target.hash.slice(1));
    expect(target.search).toBe("");
    expect(fragment.get("provider_token")).toBeTruthy();
    const read = await implicit.auth.getUser(fragment.get("access_token") ?? "");
    expect(read.data.user?.email).toBe(email);
  });

  it("leads only where redirects may lead", async () => {
    const { subject } = inventPerson();
    const url = `${instance.url}/auth/v1/authorize?provider=google&login_hint=${subject}&redirect_to=https://evil.example`;
    expect((await walk(url)).origin).toBe(site);
  });

  it("says what went wrong where the person would have come back to", async () => {
    const refused = (await signIn("nobody")).target;
    expect(refused.pathname).toBe("/auth/callback");
    expect(refused.searchParams.get("error")).toBe("access_denied");
    expect(refused.searchParams.get("error_description")).toBe("The person said no");
    expect(new URLSearchParams(refused.hash.slice(1)).get("error")).toBe("access_denied");

    const { subject } = inventPerson();
    const wrongSecret = (await signIn(subject, "keycloak")).target;
    expect(Object.fromEntries(wrongSecret.searchParams)).toMatchObject({
      error: "server_error",
      error_code: "unexpected_failure",
      error_description: "Unable to exchange external code",
    });
    const callback = (query: string) => openCallback(query);
    expect(await callback("code=x")).toMatchObject({ error_code: "bad_oauth_callback" });
    expect(await callback(`code=x&state=${randomUUID()}`)).toMatchObject({
      error_code: "bad_oauth_state",
    });
    expect(await callback("code=x&state=none")).toMatchObject({ error_code: "bad_oauth_state" });
  });

  it("takes a state once, and not after five minutes", async () => {
    const start = async () => {
      const { subject } = inventPerson();
      const begun = await fetch(
        `${instance.url}/auth/v1/authorize?provider=google&login_hint=${subject}`,
        { redirect: "manual" },
      );
      return new URL(begun.headers.get("location") ?? "").searchParams.get("state") ?? "";
    };
    const used = await start();
    await openCallback(`state=${used}&error=access_denied`);
    expect(await openCallback(`state=${used}&code=x`)).toMatchObject({
      error_code: "bad_oauth_state",
    });
    const old = await start();
    await instance.query(
      "update auth.flow_state set created_at = now() - interval '6 minutes' where id = $1",
      [old],
    );
    expect(await openCallback(`state=${old}&code=x`)).toMatchObject({
      error_code: "flow_state_expired",
    });
  });

  it("refuses providers that are unknown or switched off, and shows which are on", async () => {
    for (const [name, reason] of [
      ["gitlab", "provider is not enabled"],
      ["nowhere", "Provider nowhere could not be found"],
    ]) {
      const answer = await fetch(`${instance.url}/auth/v1/authorize?provider=${name}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        error_code: "validation_failed",
        msg: `Unsupported provider: ${reason}`,
      });
    }
    const settings = await fetch(`${instance.url}/auth/v1/settings`, {
      headers: { apikey: instance.publishableKey },
    });
    expect(await settings.json()).toMatchObject({
      external: { google: true, github: true, keycloak: true, gitlab: false, email: true },
    });
  });
});

async function openCallback(query: string): Promise<Record<string, string>> {
  const target = await walk(`${instance.url}/auth/v1/callback?${query}`);
  return Object.fromEntries(target.searchParams);
}

describe("whose account it is", () => {
  it("joins the confirmed account of an address that the provider vouches for", async () => {
    const { email, userId, password } = await createSignedIn(instance);
    const { subject } = inventPerson({ email });
    const { user } = await signInFully(subject);
    expect(user?.id).toBe(userId);
    expect(user?.app_metadata["providers"]).toEqual(["email", "google"]);
    const still = await instance.createVisitor().auth.signInWithPassword({ email, password });
    expect(still.error).toBeNull();
  });

  it("throws out what an unconfirmed account held before its owner came", async () => {
    const email = inventAddress("squatted");
    const password = "the password of a squatter";
    await instance
      .createVisitor()
      .auth.signUp({ email, password, options: { data: { planted: "yes" } } });
    const mail = await instance.waitForMail(email, /confirm/i);
    const { subject } = inventPerson({ email });
    const { user } = await signInFully(subject);
    expect(user?.user_metadata).not.toHaveProperty("planted");
    expect(user?.identities?.map((each) => each.provider)).toEqual(["google"]);
    const squatter = await instance.createVisitor().auth.signInWithPassword({ email, password });
    expect(squatter.error).toMatchObject({ code: "invalid_credentials" });
    expect((await openLink(mail.link)).hash).toContain("otp_expired");
  });

  it("asks by mail where the provider does not vouch, and never opens an account that way", async () => {
    const { subject, email } = inventPerson({ email_verified: false });
    const { target } = await signIn(subject);
    expect(target.searchParams.get("error_code")).toBe("provider_email_needs_verification");
    const { link } = await instance.waitForMail(email, /confirm/i);
    expect((await openLink(link)).hash).toContain("access_token");
    expect((await signInFully(subject)).user?.email).toBe(email);

    const victim = await createSignedIn(instance);
    const thief = inventPerson({ email: victim.email, email_verified: false });
    const refused = (await signIn(thief.subject)).target;
    expect(refused.searchParams.get("error_code")).toBe("provider_email_needs_verification");
    const identities = (await victim.client.auth.getUser()).data.user?.identities;
    expect(identities?.map((each) => each.provider)).toEqual(["email"]);
  });

  it("keeps banned people out", async () => {
    const { subject } = inventPerson();
    const { user } = await signInFully(subject);
    await instance.createAdmin().auth.admin.updateUserById(user?.id ?? "", { ban_duration: "1h" });
    const { target } = await signIn(subject);
    expect(target.searchParams.get("error_code")).toBe("user_banned");
  });
});

describe("GitHub", () => {
  const signInAtGitHub = async (login: string) => {
    const server = createServerSide();
    const { data } = await server.auth.signInWithOAuth({
      provider: "github",
      options: { queryParams: { login }, scopes: "read:org", skipBrowserRedirect: true },
    });
    const target = await walk(data.url ?? "");
    return server.auth.exchangeCodeForSession(target.searchParams.get("code") ?? "");
  };

  it("signs in with the primary verified address", async () => {
    const email = inventAddress("octo");
    gitHub.accounts.set("octo", {
      id: 4242,
      login: "octo",
      name: null,
      emails: [
        { email: inventAddress("other"), primary: false, verified: true, visibility: null },
        { email: email.toUpperCase(), primary: true, verified: true, visibility: "private" },
      ],
    });
    const { data, error } = await signInAtGitHub("octo");
    expect(error).toBeNull();
    expect(data.user).toMatchObject({
      email,
      app_metadata: { provider: "github" },
      user_metadata: { user_name: "octo", full_name: "octo", provider_id: "4242" },
    });
    expect(data.session?.provider_token).toMatch(/^gho_/);
  });
});

describe("linking", () => {
  it("adds an identity to an account and takes it away again", async () => {
    const { subject, email: outside } = inventPerson();
    const { user, server } = await signInFully(inventPerson().subject);
    const started = await server.auth.linkIdentity({
      provider: "google",
      options: { queryParams: { login_hint: subject } },
    });
    expect(started.error).toBeNull();
    const target = await walk(started.data.url ?? "");
    const linked = await server.auth.exchangeCodeForSession(target.searchParams.get("code") ?? "");
    expect(linked.data.user?.id).toBe(user?.id);
    expect(linked.data.user?.email).toBe(user?.email);

    const { data } = await server.auth.getUserIdentities();
    const added = data?.identities.find((each) => each.identity_data?.["email"] === outside);
    expect(added).toBeDefined();
    if (!added) return;
    const stranger = await createSignedIn(instance);
    const theirs = await stranger.client.auth.unlinkIdentity(added);
    expect(theirs.error).toMatchObject({ status: 422, code: "single_identity_not_deletable" });
    expect((await server.auth.unlinkIdentity(added)).error).toBeNull();
    const left = (await server.auth.getUserIdentities()).data?.identities ?? [];
    expect(left).toHaveLength(1);
    const last = left[0];
    if (!last) return;
    expect((await server.auth.unlinkIdentity(last)).error).toMatchObject({
      code: "single_identity_not_deletable",
    });
  });

  it("refuses an identity that is someone else's", async () => {
    const { subject } = inventPerson();
    await signInFully(subject);
    const { server } = await signInFully(inventPerson().subject);
    const started = await server.auth.linkIdentity({
      provider: "google",
      options: { queryParams: { login_hint: subject } },
    });
    const target = await walk(started.data.url ?? "");
    expect(target.searchParams.get("error_code")).toBe("identity_already_exists");
  });

  it("makes an anonymous person a permanent one", async () => {
    const { subject, email } = inventPerson();
    const server = createServerSide();
    const anonymous = await server.auth.signInAnonymously();
    const started = await server.auth.linkIdentity({
      provider: "google",
      options: { queryParams: { login_hint: subject } },
    });
    const target = await walk(started.data.url ?? "");
    const linked = await server.auth.exchangeCodeForSession(target.searchParams.get("code") ?? "");
    expect(linked.data.user).toMatchObject({
      id: anonymous.data.user?.id,
      email,
      is_anonymous: false,
      app_metadata: { provider: "google", providers: ["google"] },
    });
  });

  it("needs a session", async () => {
    const nobody = await instance.createVisitor().auth.linkIdentity({ provider: "google" });
    expect(nobody.error).not.toBeNull();
  });
});

describe("an ID token", () => {
  const hash = (text: string, length = 32) =>
    createHash("sha256").update(text).digest().subarray(0, length);
  const present = (token: string, more: object = {}, provider = "google") =>
    instance.createVisitor().auth.signInWithIdToken({ provider, token, ...more });

  it("opens a session for its person, with its nonce and access token only", async () => {
    const { subject, email } = inventPerson();
    const known = await signInFully(subject);
    const nonce = randomUUID();
    const token = await openId.signIdToken({
      sub: subject,
      email,
      email_verified: true,
      nonce: hash(nonce).toString("hex"),
      at_hash: hash("an access token", 16).toString("base64url"),
    });
    const { data, error } = await present(token, { nonce, access_token: "an access token" });
    expect(error).toBeNull();
    expect(data.user?.id).toBe(known.user?.id);

    expect((await present(token)).error).toMatchObject({ status: 400 });
    expect((await present(token, { nonce: "another" })).error?.message).toBe("Nonces mismatch");
    const swapped = await present(token, { nonce, access_token: "another" });
    expect(swapped.error).toMatchObject({ status: 400, message: "Bad ID token" });
  });

  it("is refused when it is forged, old, for someone else or of a provider that is off", async () => {
    const { subject: sub } = inventPerson();
    const token = await openId.signIdToken({ sub });
    const [head = "", body = "", signature = ""] = token.split(".");
    const refused = [
      await openId.signIdToken({ sub, aud: "another" }),
      await openId.signIdToken({ sub, iss: "https://accounts.google.com" }),
      await openId.signIdToken({ sub, exp: Math.floor(Date.now() / 1000) - 60 }),
      `${head}.${Buffer.from('{"sub":"another"}').toString("base64url")}.${signature}`,
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.`,
      "nonsense",
    ];
    for (const each of refused) {
      const { error } = await present(each);
      expect(error).toMatchObject({ status: 400, message: "Bad ID token" });
    }
    const off = await present(token, {}, "gitlab");
    expect(off.error).toMatchObject({ status: 400, code: "provider_disabled" });
    const unknown = await present(token, {}, "nowhere");
    expect(unknown.error).toMatchObject({ status: 400, code: "validation_failed" });
  });

  it("makes one account of several first sign-ins at once", async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const { subject: sub, email } = inventPerson();
      const token = await openId.signIdToken({ sub, email, email_verified: true });
      const all = await Promise.all(Array.from({ length: 5 }, () => present(token)));
      expect(all.map(({ error }) => error)).toEqual([null, null, null, null, null]);
      expect(new Set(all.map(({ data }) => data.user?.id)).size).toBe(1);
      const users = await instance.query("select from auth.users where email = $1", [email]);
      expect(users).toHaveLength(1);
    }
  });

  it("adds its identity to the account that is signed in", async () => {
    const { subject: sub, email } = inventPerson();
    const { client: signedIn, userId } = await createSignedIn(instance);
    const token = await openId.signIdToken({ sub, email, email_verified: true });
    const { data, error } = await signedIn.auth.linkIdentity({ provider: "google", token });
    expect(error).toBeNull();
    expect(data.user?.id).toBe(userId);
    expect(data.user?.identities?.map((each) => each.provider)).toEqual(["email", "google"]);
    const again = await signedIn.auth.linkIdentity({ provider: "google", token });
    expect(again.error).toMatchObject({ status: 422, code: "identity_already_exists" });
  });
});
