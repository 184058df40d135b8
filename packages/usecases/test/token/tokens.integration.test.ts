import { Factories, publicContext } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { describe, expect, it } from "vitest";
import {
  answerDeviceLogin,
  findDeviceLogin,
  pollDeviceLogin,
  startDeviceLogin,
} from "../../src/token/device-login.ts";
import { loadTokenAccount } from "../../src/token/load-token-account.ts";
import {
  createAccessToken,
  listAccessTokens,
  revokeAccessToken,
  revokeOwnToken,
} from "../../src/token/manage-tokens.ts";
import { resolveToken } from "../../src/token/resolve-token.ts";

const database = withTestDatabase();
const make = new Factories(database);

const create = (ctx: Parameters<typeof createAccessToken>[0]["ctx"], more: object = {}) =>
  createAccessToken({ ctx, input: { name: "Nightly", scopes: ["read"], ...more } });
const auditOf = async (userId: string) =>
  (
    await database.query<{ action: string }>(
      "select action from audit_log where actor_id = $1 order by id",
      [userId],
    )
  ).map(({ action }) => action);

describe("access tokens", () => {
  it("stand for their owner, with the role of the day, and are kept as a hash", async () => {
    const ctx = await make.memberContext("creator");
    const { token } = await create(ctx, { scopes: ["read", "read", "write"], days: 7 });
    expect(token).toMatch(/^byteos_[\w-]{43}$/);
    expect(await resolveToken({ token, scope: "write" })).toEqual(ctx.actor);
    expect(await loadTokenAccount({ ctx })).toMatchObject({ email: ctx.actor.email });
    const [row] = await database.query("select * from access_tokens where user_id = $1", [
      ctx.actor.userId,
    ]);
    expect(JSON.stringify(row)).not.toContain(token.slice(7, -4));
    const [listed] = await listAccessTokens({ ctx });
    expect(listed).toMatchObject({ name: "Nightly", scopes: ["read", "write"], revokedAt: null });
    expect(listed?.lastUsedAt).toBeInstanceOf(Date);
    expect(listed).not.toHaveProperty("tokenHash");
    await database.query("update org_members set role = 'learner' where user_id = $1", [
      ctx.actor.userId,
    ]);
    expect(await resolveToken({ token, scope: "read" })).toMatchObject({ role: "learner" });
    await database.query("delete from org_members where user_id = $1", [ctx.actor.userId]);
    await expect(resolveToken({ token, scope: "read" })).rejects.toMatchObject({
      code: "token.unknown",
    });
  });

  it("end when they are revoked, run out or lack a scope, and only by their owner's hand", async () => {
    const ctx = await make.memberContext("creator");
    const colleague = await make.memberContext("admin", ctx.actor.orgId);
    const stranger = await make.memberContext("admin");
    const { token, tokenId } = await create(ctx);
    await expect(resolveToken({ token, scope: "admin" })).rejects.toMatchObject({
      kind: "forbidden",
      code: "token.scope-missing",
    });
    for (const other of [colleague, stranger]) {
      expect(await listAccessTokens({ ctx: other })).toEqual([]);
      await expect(revokeAccessToken({ ctx: other, input: { tokenId } })).rejects.toMatchObject({
        kind: "not_found",
      });
      await revokeOwnToken({ ctx: other, input: { token } });
    }
    expect(await resolveToken({ token, scope: "read" })).toEqual(ctx.actor);
    await revokeAccessToken({ ctx, input: { tokenId } });
    await expect(revokeAccessToken({ ctx, input: { tokenId } })).rejects.toMatchObject({
      code: "token.not-found",
    });
    const refused = (code: string) => ({ kind: "unauthorized", code });
    await expect(resolveToken({ token, scope: "read" })).rejects.toMatchObject(
      refused("token.revoked"),
    );
    const own = await create(ctx);
    await revokeOwnToken({ ctx, input: { token: own.token } });
    await revokeOwnToken({ ctx, input: { token: own.token } });
    await expect(resolveToken({ token: own.token, scope: "read" })).rejects.toMatchObject(
      refused("token.revoked"),
    );
    const old = await create(ctx);
    await database.query("update access_tokens set expires_at = now() where id = $1", [
      old.tokenId,
    ]);
    await expect(resolveToken({ token: old.token, scope: "read" })).rejects.toMatchObject(
      refused("token.expired"),
    );
    expect(await auditOf(ctx.actor.userId)).toEqual([
      "token.create",
      "token.revoke",
      "token.create",
      "token.revoke",
      "token.create",
    ]);
  });

  it("are made for a time, for something, and not without end", async () => {
    const ctx = await make.memberContext("learner");
    for (const wrong of [
      { days: 0 },
      { days: 366 },
      { scopes: [] },
      { scopes: ["all"] },
      { name: " " },
    ]) {
      await expect(create(ctx, wrong)).rejects.toMatchObject({ name: "ZodError" });
    }
    for (let made = 0; made < 50; made += 1) await create(ctx);
    await expect(create(ctx)).rejects.toMatchObject({ kind: "limit", code: "token.too-many" });
  });
});

describe("signing in on a device", () => {
  const start = (clientAddress = `192.0.2.${Math.floor(Math.random() * 250)}`) =>
    startDeviceLogin({
      ctx: { ...publicContext, clientAddress },
      input: { deviceName: "ada on\u001b[31m laptop" },
    });
  const poll = (deviceCode: string) =>
    pollDeviceLogin({ ctx: publicContext, input: { deviceCode } });

  it("gives its token once, to the program that asked, as whoever let it in", async () => {
    const ctx = await make.memberContext("learner");
    const { deviceCode, userCode, intervalSecs } = await start();
    expect(userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(intervalSecs).toBe(5);
    expect(await poll(deviceCode)).toEqual({ kind: "pending" });
    const typed = userCode.toLowerCase().replace("-", " ");
    const found = await findDeviceLogin({ ctx, input: { userCode: typed } });
    expect(found?.deviceName).toBe("ada on [31m laptop");
    await answerDeviceLogin({ ctx, input: { userCode: typed, isApproved: true } });
    const approved = await poll(deviceCode);
    if (approved.kind !== "approved") throw new Error(`It was ${approved.kind}.`);
    expect(await resolveToken({ token: approved.token, scope: "admin" })).toEqual(ctx.actor);
    await expect(poll(deviceCode)).rejects.toMatchObject({ code: "device.expired" });
    expect(await findDeviceLogin({ ctx, input: { userCode } })).toBeNull();
    expect(await auditOf(ctx.actor.userId)).toEqual(["device.approve"]);
  });

  it("turns away, runs out, and slows down who asks too often", async () => {
    const ctx = await make.memberContext("learner");
    const denied = await start();
    await answerDeviceLogin({ ctx, input: { userCode: denied.userCode, isApproved: false } });
    const again = { userCode: denied.userCode, isApproved: true };
    await expect(answerDeviceLogin({ ctx, input: again })).rejects.toMatchObject({
      code: "device.unknown-code",
    });
    expect(await poll(denied.deviceCode)).toEqual({ kind: "denied" });
    const late = await start();
    await database.query("update device_logins set expires_at = now()");
    await expect(poll(late.deviceCode)).rejects.toMatchObject({ code: "device.expired" });
    const hasty = await start();
    const answers = [];
    for (let asked = 0; asked < 6; asked += 1) answers.push((await poll(hasty.deviceCode)).kind);
    expect(answers.slice(0, 4)).toEqual(["pending", "pending", "pending", "pending"]);
    expect(answers.at(-1)).toBe("slow-down");
  });

  it("counts guesses of codes, also wrong ones, and asks of one address", async () => {
    const ctx = await make.memberContext("learner");
    const guess = () =>
      answerDeviceLogin({ ctx, input: { userCode: "BBBB-BBBB", isApproved: true } });
    for (let tried = 0; tried < 30; tried += 1) {
      await expect(guess()).rejects.toMatchObject({ code: "device.unknown-code" });
    }
    await expect(guess()).rejects.toMatchObject({ kind: "limit", code: "device.too-often" });
    await expect(findDeviceLogin({ ctx, input: { userCode: "BBBB-BBBB" } })).rejects.toMatchObject({
      code: "device.too-often",
    });
    for (let asked = 0; asked < 30; asked += 1) await start("198.51.100.7");
    await expect(start("198.51.100.7")).rejects.toMatchObject({ code: "device.too-often" });
  });
});
