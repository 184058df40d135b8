import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { type AuthClient, password, withAuthContract } from "./auth-contract.ts";
import {
  type Answer,
  fine,
  listMethods,
  listOutcomes,
  type MethodTable,
  off,
} from "./client-methods.ts";
import { inventAddress, openLink } from "./running-instance.ts";

/*
 * Every public method of the official auth client, each once with success and once with failure, or with the
 * answer of a hosted project that has the feature off. A method that a later client adds is missed here.
 */
const { openTab, visitor, admin, signIn, makeIdToken, issuer, waitForMail } = withAuthContract();
const signedOut = (ask: (auth: AuthClient) => Answer) => () => ask(visitor());

/** A session of a minute is renewed as soon as the client begins to; what `prepare` does to it is found then. */
async function listenToAutoRefresh(
  wanted: string,
  prepare: (kept: Map<string, string>) => void,
): Answer {
  const { auth, kept } = await signIn();
  prepare(kept);
  const seen = new Promise<string>((resolve) => {
    auth.onAuthStateChange((event) => {
      if (event === "TOKEN_REFRESHED" || event === "SIGNED_OUT") resolve(event);
    });
  });
  await auth.startAutoRefresh();
  const event = await seen;
  await auth.stopAutoRefresh();
  return { error: event === wanted ? null : event };
}

/** Makes a kept session one that has run out and cannot be renewed. */
function spoil(kept: Map<string, string>): void {
  const [[name, value] = ["", "{}"]] = kept;
  const session = JSON.parse(value) as object;
  kept.set(name, JSON.stringify({ ...session, expires_at: 1, refresh_token: "-" }));
}

const methods: MethodTable = {
  initialize: { works: () => visitor().initialize() },
  isThrowOnErrorEnabled: {
    works: async () => ({ error: visitor().isThrowOnErrorEnabled() || null }),
  },
  onAuthStateChange: {
    works: async () => {
      const { auth } = await signIn();
      const events: string[] = [];
      const { data } = auth.onAuthStateChange((event) => void events.push(event));
      await auth.signOut();
      data.subscription.unsubscribe();
      return { error: events.includes("SIGNED_OUT") ? null : events };
    },
  },
  signInAnonymously: {
    works: () => visitor().signInAnonymously(),
    fails: () => openTab("sb_publishable_wrong").auth.signInAnonymously(),
  },
  signUp: {
    works: () => visitor().signUp({ email: inventAddress(), password }),
    fails: () => visitor().signUp({ email: inventAddress(), password: "ab" }),
  },
  signInWithPassword: {
    works: () => signIn().then(() => fine),
    fails: () => visitor().signInWithPassword({ email: inventAddress(), password }),
  },
  signInWithOAuth: {
    works: async () => {
      const { data, error } = await visitor().signInWithOAuth({ provider: "google" });
      const answer = await fetch(data.url ?? "", { redirect: "manual" });
      expect(answer.headers.get("location")).toContain(issuer());
      return { error };
    },
    fails: async () => {
      const { data } = await visitor().signInWithOAuth({ provider: "gitlab" });
      return { error: (await fetch(data.url ?? "", { redirect: "manual" })).status === 400 };
    },
  },
  exchangeCodeForSession: {
    works: async () => {
      const { auth, email } = await signIn();
      await auth.resetPasswordForEmail(email);
      const { link } = await waitForMail(email, /password/i);
      const code = (await openLink(link)).searchParams.get("code") ?? "";
      return auth.exchangeCodeForSession(code);
    },
    fails: () => visitor().exchangeCodeForSession(randomUUID()),
  },
  signInWithWeb3: off("web3_provider_disabled", () =>
    visitor().signInWithWeb3({ chain: "solana", message: "m", signature: new Uint8Array(64) }),
  ),
  signInWithIdToken: {
    works: async () =>
      visitor().signInWithIdToken({ provider: "google", token: await makeIdToken() }),
    fails: () => visitor().signInWithIdToken({ provider: "google", token: "a.b.c" }),
  },
  signInWithOtp: {
    works: () => visitor().signInWithOtp({ email: inventAddress() }),
    fails: () =>
      visitor().signInWithOtp({ email: inventAddress(), options: { shouldCreateUser: false } }),
  },
  verifyOtp: {
    works: async () => {
      const { email } = await signIn();
      const link = await admin().generateLink({ type: "magiclink", email });
      const token_hash = link.data.properties?.hashed_token ?? "";
      return visitor().verifyOtp({ type: "email", token_hash });
    },
    fails: () => visitor().verifyOtp({ type: "email", email: inventAddress(), token: "123456" }),
  },
  signInWithSSO: off("saml_provider_disabled", () => visitor().signInWithSSO({ domain: "a.b" })),
  reauthenticate: {
    works: async () => (await signIn()).auth.reauthenticate(),
    fails: signedOut((auth) => auth.reauthenticate()),
  },
  resend: {
    works: () => visitor().resend({ type: "signup", email: inventAddress() }),
    fails: () => visitor().resend({ type: "signup", email: "no address" }),
  },
  getSession: {
    works: async () => (await signIn()).auth.getSession(),
    fails: async () => {
      const { auth, kept } = await signIn();
      spoil(kept);
      return auth.getSession();
    },
  },
  getUser: {
    works: async () => (await signIn()).auth.getUser(),
    fails: () => visitor().getUser("a.b.c"),
  },
  updateUser: {
    works: async () => (await signIn()).auth.updateUser({ data: { colour: "blue" } }),
    fails: async () => (await signIn()).auth.updateUser({ password }),
  },
  setSession: {
    works: async () => {
      const { data } = await (await signIn()).auth.getSession();
      const { access_token = "", refresh_token = "" } = data.session ?? {};
      return visitor().setSession({ access_token, refresh_token });
    },
    fails: () => visitor().setSession({ access_token: "a.b.c", refresh_token: "-" }),
  },
  refreshSession: {
    works: async () => (await signIn()).auth.refreshSession(),
    fails: () => visitor().refreshSession({ refresh_token: "-" }),
  },
  signOut: {
    works: async () => (await signIn()).auth.signOut({ scope: "local" }),
    // The client takes a session that is gone for one that has ended; the administrator's does not.
    fails: () => admin().signOut("a.b.c"),
  },
  resetPasswordForEmail: {
    works: () => visitor().resetPasswordForEmail(inventAddress()),
    fails: () => visitor().resetPasswordForEmail("no address"),
  },
  getUserIdentities: {
    works: async () => (await signIn()).auth.getUserIdentities(),
    fails: signedOut((auth) => auth.getUserIdentities()),
  },
  linkIdentity: {
    works: async () => {
      const { auth } = await signIn();
      return auth.linkIdentity({ provider: "google", token: await makeIdToken() });
    },
    fails: async () => (await signIn()).auth.linkIdentity({ provider: "gitlab" }),
  },
  unlinkIdentity: {
    works: async () => {
      const { auth } = await signIn();
      await auth.linkIdentity({ provider: "google", token: await makeIdToken() });
      const { data } = await auth.getUserIdentities();
      const google = data?.identities.find((each) => each.provider === "google");
      return google ? auth.unlinkIdentity(google) : { error: "not linked" };
    },
    fails: async () => {
      const { auth } = await signIn();
      const [identity] = (await auth.getUserIdentities()).data?.identities ?? [];
      return identity ? auth.unlinkIdentity(identity) : fine;
    },
  },
  startAutoRefresh: {
    works: () => listenToAutoRefresh("TOKEN_REFRESHED", () => {}),
    fails: async () => ({ error: (await listenToAutoRefresh("SIGNED_OUT", spoil)).error === null }),
  },
  stopAutoRefresh: {
    works: async () =>
      visitor()
        .stopAutoRefresh()
        .then(() => fine),
  },
  dispose: { works: async () => Promise.resolve(visitor().dispose()).then(() => fine) },
  getClaims: {
    works: async () => (await signIn()).auth.getClaims(),
    fails: () => visitor().getClaims("a.b.c"),
  },
  // Both ask the browser before the service.
  signInWithPasskey: off("", () => visitor().signInWithPasskey()),
  registerPasskey: off("", async () => (await signIn()).auth.registerPasskey()),
};

/** Said to be private by the client's types, though they are there. */
const inner = new Set([
  "fetch",
  "fetchJwk",
  "linkIdentityIdToken",
  "linkIdentityOAuth",
  "logger",
  "signInWithEthereum",
  "signInWithSolana",
]);

it.each(listOutcomes(methods))("auth: %s", async (_, ask, wanted) => {
  expect(await ask()).toBe(wanted);
});

it("leaves out no public method of the client", () => {
  const all = listMethods(visitor()).filter((name) => !inner.has(name));
  expect(all).toEqual(Object.keys(methods).toSorted());
});
