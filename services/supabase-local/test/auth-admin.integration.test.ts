import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createSignedIn,
  inventAddress,
  openLink,
  startTestInstance,
  type TestInstance,
} from "./running-instance.ts";

const config = `
[auth]
enable_anonymous_sign_ins = true
[auth.email]
enable_confirmations = true
secure_password_change = true
max_frequency = "0s"
`;
const password = "a long password";
let instance: TestInstance;

beforeAll(async () => {
  instance = await startTestInstance(config);
});
afterAll(() => instance.dispose());

describe("administration", () => {
  it("is for the secret key alone", async () => {
    const { client } = await createSignedIn(instance, password);
    for (const each of [instance.createVisitor(), client]) {
      const { error } = await each.auth.admin.listUsers();
      expect(error).toMatchObject({ status: 403, code: "not_admin" });
    }
    const created = await client.auth.admin.createUser({ email: inventAddress(), password });
    expect(created.error).toMatchObject({ status: 403, code: "not_admin" });
  });

  it("creates, reads, changes and deletes a user", async () => {
    const admin = instance.createAdmin().auth.admin;
    const email = inventAddress();
    const { data, error } = await admin.createUser({
      email,
      password,
      email_confirm: true,
      user_metadata: { full_name: "Lin" },
      app_metadata: { tenant: "one" },
    });
    expect(error).toBeNull();
    const id = data.user?.id ?? "";
    expect(data.user).toMatchObject({
      user_metadata: { full_name: "Lin" },
      app_metadata: { tenant: "one", provider: "email" },
    });
    expect((await admin.createUser({ email, password })).error).toMatchObject({
      code: "email_exists",
    });

    const client = instance.createVisitor();
    expect((await client.auth.signInWithPassword({ email, password })).error).toBeNull();
    const movedTo = inventAddress();
    const changed = await admin.updateUserById(id, {
      email: movedTo,
      password: "another long password",
      app_metadata: { tenant: null },
    });
    expect(changed.data.user?.email).toBe(movedTo);
    expect(changed.data.user?.app_metadata).not.toHaveProperty("tenant");
    expect((await client.auth.getUser()).error).not.toBeNull();

    expect((await admin.getUserById(id)).data.user?.id).toBe(id);
    expect((await admin.deleteUser(id)).error).toBeNull();
    expect((await admin.getUserById(id)).error).toMatchObject({
      status: 404,
      code: "user_not_found",
    });
    expect((await admin.deleteUser(id)).error).toMatchObject({ code: "user_not_found" });
  });

  it("bans and pardons", async () => {
    const { client, email, userId } = await createSignedIn(instance, password);
    const admin = instance.createAdmin().auth.admin;
    await admin.updateUserById(userId, { ban_duration: "24h" });
    const banned = await instance.createVisitor().auth.signInWithPassword({ email, password });
    expect(banned.error).toMatchObject({ code: "user_banned" });
    expect((await client.auth.refreshSession()).error).toMatchObject({ code: "user_banned" });
    await admin.updateUserById(userId, { ban_duration: "none" });
    const pardoned = await instance.createVisitor().auth.signInWithPassword({ email, password });
    expect(pardoned.error).toBeNull();
  });

  it("lists users by pages", async () => {
    const admin = instance.createAdmin().auth.admin;
    await Promise.all(
      Array.from({ length: 5 }, () =>
        admin.createUser({ email: inventAddress("paged"), password }),
      ),
    );
    const first = await admin.listUsers({ page: 1, perPage: 2 });
    const second = await admin.listUsers({ page: 2, perPage: 2 });
    if (first.error) throw first.error;
    if (second.error) throw second.error;
    expect(first.data.users).toHaveLength(2);
    expect(first.data.total).toBeGreaterThanOrEqual(5);
    expect(first.data.nextPage).toBe(2);
    const ids = [...first.data.users, ...second.data.users].map((user) => user.id);
    expect(new Set(ids).size).toBe(4);
  });

  it("invites by mail and makes links without one", async () => {
    const admin = instance.createAdmin().auth.admin;
    const email = inventAddress("invited");
    const invited = await admin.inviteUserByEmail(email, { data: { team: "red" } });
    expect(invited.data.user?.invited_at).toBeTruthy();
    const target = await openLink((await instance.waitForMail(email, /invited/i)).link);
    expect(new URLSearchParams(target.hash.slice(1)).get("type")).toBe("invite");
    expect((await admin.inviteUserByEmail(email)).error).toMatchObject({ code: "email_exists" });

    const link = await admin.generateLink({ type: "recovery", email });
    if (link.error) throw link.error;
    const { hashed_token: tokenHash, email_otp: code, action_link: url } = link.data.properties;
    expect(code).toMatch(/^\d{6}$/);
    expect(new URL(url).searchParams.get("token")).toBe(tokenHash);
    const used = await instance
      .createVisitor()
      .auth.verifyOtp({ token_hash: tokenHash, type: "recovery" });
    expect(used.data.user?.email).toBe(email);
    const unknown = await admin.generateLink({ type: "recovery", email: inventAddress() });
    expect(unknown.error).toMatchObject({ status: 404, code: "user_not_found" });
    const signup = await admin.generateLink({ type: "signup", email: inventAddress(), password });
    expect(signup.data.properties?.verification_type).toBe("signup");
  });
});

describe("anonymous sign-in", () => {
  it("opens a session without an address, which an address can be added to", async () => {
    const client = instance.createVisitor();
    const { data, error } = await client.auth.signInAnonymously();
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ is_anonymous: true, email: "" });
    const email = inventAddress();
    await client.auth.updateUser({ email });
    const { code } = await instance.waitForMail(email, /email/i);
    const verified = await client.auth.verifyOtp({ email, token: code, type: "email_change" });
    expect(verified.data.user).toMatchObject({ id: data.user?.id, email, is_anonymous: false });
  });
});

describe("reauthentication", () => {
  it("mails a code that lets an old session change its password", async () => {
    const { client, email, userId } = await createSignedIn(instance, password);
    await instance.query(
      "update auth.users set last_sign_in_at = now() - interval '2 days' where id = $1",
      [userId],
    );
    const next = "another long password";
    const refused = await client.auth.updateUser({ password: next });
    expect(refused.error).toMatchObject({ code: "reauthentication_needed" });
    expect((await client.auth.reauthenticate()).error).toBeNull();
    const { code } = await instance.waitForMail(email, /code/i);
    const wrong = await client.auth.updateUser({ password: next, nonce: `${code}0` });
    expect(wrong.error).toMatchObject({ code: "reauthentication_not_valid" });
    expect((await client.auth.updateUser({ password: next, nonce: code })).error).toBeNull();
  });
});
