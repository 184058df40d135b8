import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MemberContext } from "@byteos/contracts/request-context";
import { Factories } from "@byteos/testing/factories";
import { withTestStack } from "@byteos/testing/test-stack";
import { createAccessToken } from "@byteos/usecases/token/manage-tokens";
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { Desk, finish, type RouteServer, serveRoutes } from "./processes.ts";

// Each command is a process of its own: some seconds, where the machine is busy.
vi.setConfig({ testTimeout: 180_000 });
const stack = withTestStack();
const make = new Factories(stack);
let server: RouteServer;
beforeAll(async () => {
  server = await serveRoutes(stack);
});
afterAll(() => server?.stop());

async function tokenOf(ctx: MemberContext, scopes = ["read", "write", "admin"]) {
  const { token } = await createAccessToken({ ctx, input: { name: "Laptop", scopes, days: 1 } });
  const [org] = await stack.query<{ slug: string }>(
    "select slug from organisations where id = $1",
    [ctx.actor.orgId],
  );
  return { token, org: org?.slug ?? "" };
}

function desk(token?: string): Desk {
  const made = new Desk(server.url, token);
  onTestFinished(() => made.remove());
  return made;
}

it("signs in with a token, pushes, clones, pulls, and tells who came late to pull", async () => {
  const ctx = await make.memberContext("creator");
  const { token, org } = await tokenOf(ctx);
  const ada = desk();
  const login = await ada.run("", ["login", "--with-token"], `${token}\n`);
  expect(login.err + login.out).toContain(`as ${ctx.actor.email}`);
  expect(login.code).toBe(0);
  const kept = join(ada.config, "credentials.json");
  expect(statSync(kept).mode & 0o777).toBe(0o600);

  mkdirSync(join(ada.folder, "work/sub"), { recursive: true });
  const write = (path: string, text: string | Uint8Array) =>
    writeFileSync(join(ada.folder, path), text);
  write("work/a.txt", "one\n");
  write("work/sub/big.bin", crypto.getRandomValues(new Uint8Array(60_000)));
  expect((await ada.run("work", ["init", "--author", "Ada <ada@example.org>"])).code).toBe(0);
  await ada.run("work", ["save", "-m", "One"]);
  await ada.run("work", ["tag", "v1"]);
  const missing = await ada.run("work", ["push", `${org}/knots`]);
  expect([missing.code, missing.err]).toEqual([3, expect.stringContaining("--create")]);
  const pushed = await ada.run("work", ["push", `${org}/knots`, "--create", "--tags", "--json"]);
  expect(pushed.code).toBe(0);
  expect(JSON.parse(pushed.out)).toMatchObject({ tags: 1, remote: `${server.url}/${org}/knots` });
  expect((await ada.run("work", ["push"])).out).toBe("It has everything already.\n");

  expect((await ada.run("work", ["verify", "--remote"])).out).toContain("All is well: 1 versions");
  const dry = await ada.run("work", ["gc", "--remote", "--dry-run"]);
  expect(dry.out).toContain("Would free 0 bytes");

  const cloned = await ada.run("", ["clone", `${server.url}/repositories/${org}/knots`, "copy"]);
  expect(cloned.err).toBe("");
  expect(readFileSync(join(ada.folder, "copy/a.txt"), "utf8")).toBe("one\n");
  expect((await ada.run("copy", ["tag"])).out).toContain("v1");
  expect((await ada.run("copy", ["verify"])).code).toBe(0);

  write("copy/a.txt", "two\n");
  const sent = await ada.run("copy", ["save", "-m", "Two", "--json"]);
  expect(sent.code).toBe(0);
  expect(JSON.parse(sent.out)).toMatchObject({
    sending: { remote: `${server.url}/${org}/knots` },
  });
  expect((await ada.run("copy", ["push"])).out).toBe("It has everything already.\n");
  write("work/b.txt", "beside\n");
  const beside = await ada.run("work", ["save", "-m", "Beside"]);
  expect([beside.code, beside.out]).toEqual([4, expect.stringContaining("on main")]);
  expect(beside.err).toContain("Kept here, but not sent: main has moved on there.");
  expect((await ada.run("work", ["status"])).out).toContain("1 version is not on the server yet");
  const late = await ada.run("work", ["push"]);
  expect([late.code, late.err]).toEqual([4, expect.stringContaining("byteos pull")]);
  await ada.run("work", ["branch", "mine"]);

  await ada.run("copy", ["switch", "--create", "trial"]);
  expect((await ada.run("copy", ["save", "-m", "Same files", "--local"])).code).toBe(0);
  expect((await ada.run("copy", ["push"])).code).toBe(0);
  expect((await ada.run("copy", ["branch", "--remote"])).out).toMatch(/main .*\n.*trial /);
  const gone = await ada.run("copy", ["branch", "trial", "--delete", "--remote"]);
  expect([gone.code, gone.out]).toEqual([0, "Deleted trial on the other side.\n"]);
  const refused = await ada.run("copy", ["branch", "main", "--delete", "--remote"]);
  expect([refused.code, refused.err]).toEqual([
    4,
    expect.stringContaining("is the default branch"),
  ]);
  expect((await ada.run("copy", ["branch", "--remote"])).out).not.toContain("trial");
  await ada.run("copy", ["switch", "main"]);

  const reader = await make.memberContext("learner", ctx.actor.orgId);
  const eve = desk((await tokenOf(reader)).token);
  const hidden = await eve.run("", ["clone", `${org}/knots`]);
  expect([hidden.code, hidden.err]).toEqual([3, expect.stringContaining("has no repository")]);
  expect((await ada.run("", ["logout"])).out).toContain("Signed out");
  const out = await ada.run("", ["clone", `${server.url}/${org}/knots`, "again"]);
  expect([out.code, out.err]).toEqual([5, expect.stringContaining("byteos login")]);
});

it("signs in by a code that somebody lets in", async () => {
  const ctx = await make.memberContext("learner");
  const { answerDeviceLogin, findDeviceLogin } =
    await import("@byteos/usecases/token/device-login");
  const ada = desk();
  const child = ada.start("", ["login", "--json"]);
  let err = "";
  child.stderr?.on("data", (part) => (err += String(part)));
  const finished = finish(child);
  let code: string | undefined;
  while (code === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    code = /let ([A-Z]{4}-[A-Z]{4}) in/.exec(err)?.[1];
  }
  const found = await findDeviceLogin({ ctx, input: { userCode: code.toLowerCase() } });
  expect(found?.deviceName).toMatch(/ on /);
  await answerDeviceLogin({ ctx, input: { userCode: code, isApproved: true } });
  const { code: ending, out } = await finished;
  expect(ending).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ email: ctx.actor.email });
  expect(out).not.toContain("byteos_");
  const tokens = await ada.run("", ["token", "--json"]);
  expect(JSON.parse(tokens.out)).toMatchObject({
    tokens: [{ scopes: ["read", "write", "admin"] }],
  });
});

it("explains tokens that have run out, were revoked or may not do it, and servers that are away", async () => {
  const ctx = await make.memberContext("creator");
  const { token, org } = await tokenOf(ctx, ["read"]);
  const ada = desk(token);
  mkdirSync(join(ada.folder, "work"));
  writeFileSync(join(ada.folder, "work/a.txt"), "one\n");
  await ada.run("work", ["init"]);
  await ada.run("work", ["save", "-m", "One"]);
  const push = () => ada.run("work", ["push", `${org}/ropes`, "--create"]);
  expect(await push()).toMatchObject({ code: 5, err: expect.stringContaining("may not write") });
  const made = await ada.run("", ["token"]);
  expect(made).toMatchObject({ code: 5, err: expect.stringContaining("may not admin") });
  await stack.query("update access_tokens set expires_at = now() where user_id = $1", [
    ctx.actor.userId,
  ]);
  expect(await push()).toMatchObject({ code: 5, err: expect.stringContaining("has run out") });
  await stack.query("update access_tokens set revoked_at = now() where user_id = $1", [
    ctx.actor.userId,
  ]);
  expect(await push()).toMatchObject({ code: 5, err: expect.stringContaining("was revoked") });
  const lost = desk("byteos_unknown");
  expect(await lost.run("", ["clone", "https://127.0.0.1:9/a/b"])).toMatchObject({
    code: 69,
    err: expect.stringContaining("cannot be reached"),
  });
  expect(await lost.run("", ["clone", "http://example.org/a/b"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("https"),
  });
});
