import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MemberContext } from "@byteos/contracts/request-context";
import { encodeCommit } from "@byteos/forge/store/commit";
import { nameOf, toHex } from "@byteos/forge/store/content-name";
import { PackBuilder } from "@byteos/forge/store/pack-builder";
import { writeTree } from "@byteos/forge/store/tree";
import { packPath } from "@byteos/integrations/forge/pack-files";
import type { ForgeApi } from "@byteos/integrations/forge/remote/forge-api";
import { Factories } from "@byteos/testing/factories";
import { withTestStack } from "@byteos/testing/test-stack";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import {
  collectContent,
  collectRepository,
  sweepRepositories,
} from "../../src/forge/collect-repository.ts";
import { createRepository } from "../../src/forge/create-repository.ts";
import type { ForgeMeans } from "../../src/forge/forge-means.ts";
import { listCommits } from "../../src/forge/list-commits.ts";
import { listRepositories } from "../../src/forge/list-repositories.ts";
import { loadRepository } from "../../src/forge/load-repository.ts";
import { readFileRange } from "../../src/forge/read-file.ts";
import { gatherPack } from "../../src/forge/stored-packs.ts";
import { verifyRepository } from "../../src/forge/verify-repository.ts";
import { exportMyData } from "../../src/privacy/export-my-data.ts";
import { createAccessToken } from "../../src/token/manage-tokens.ts";
import { resolveToken } from "../../src/token/resolve-token.ts";
import { apiOf, forgeMeans, LocalWork } from "./forge-world.ts";

const stack = withTestStack();
const make = new Factories(stack);
let means: ForgeMeans;
beforeAll(() => {
  means = forgeMeans(stack);
});

const noise = (bytes: number) => {
  const made = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(made.subarray(at, at + 65_536));
  return made;
};

async function makeRepository(ctx: MemberContext) {
  const { repositoryId } = await createRepository({
    ctx,
    input: { name: `r-${crypto.randomUUID().slice(0, 8)}` },
  });
  const work = new LocalWork();
  onTestFinished(() => work.remove());
  mkdirSync(work.files);
  const write = (path: string, bytes: Uint8Array | string) =>
    writeFileSync(join(work.files, path), bytes);
  return { repositoryId, api: apiOf(ctx, repositoryId, means), work, write };
}

const stored = async (ctx: MemberContext) =>
  (await listRepositories({ ctx, input: {} })).usage.storedBytes;

it("frees in two steps what no branch needs, never what a push under way relies on", async () => {
  const ctx = await make.memberContext("creator");
  const { repositoryId, api, work, write } = await makeRepository(ctx);
  write("kept.txt", "kept");
  await work.save("First");
  await work.push(api);
  const base = await stored(ctx);
  const big = noise(500_000);
  write("big.bin", big);
  await work.save("Big", "branches/main");
  const tip = (await work.store.refs.list()).get("branches/main");
  await work.store.refs.compareAndSwap("branches/big", null, tip ?? null);
  await work.push(api, "branches/big");
  const bigger = await stored(ctx);
  expect(bigger - base).toBeGreaterThan(500_000);
  const dry = () => collectRepository({ ctx, input: { repositoryId, isDryRun: true }, means });
  expect(await dry()).toMatchObject({ markedBytes: 0, freedBytes: 0 });

  await api.moveRef({ ref: "branches/big", expected: tip ?? null, next: null });
  expect(await dry()).toMatchObject({ markedBytes: bigger - base, freedBytes: 0 });
  const collect = () =>
    collectContent({ id: repositoryId, orgId: ctx.actor.orgId }, means, {
      isDryRun: false,
      minAgeMs: 0,
    });
  const { leaseId } = await api.takeLease();
  expect(await collect()).toMatchObject({ markedPacks: 1, freedPacks: 0 });
  // Its holder has not seen the mark, and may be about to point at what the pack holds.
  expect(await collect()).toMatchObject({ freedPacks: 0, heldBackBy: 1 });
  const commit = tip ?? "";
  const moved = { ref: "branches/again", expected: null, next: commit, leaseId };
  expect(await api.moveRef(moved)).toEqual({ kind: "moved" });
  await api.releaseLease(leaseId);
  expect(await collect()).toMatchObject({ markedPacks: 0, freedPacks: 0 });
  await api.moveRef({ ref: "branches/again", expected: commit, next: null });

  await collect();
  const sentBefore = work.sentBytes;
  // Now that it is marked, a push sends it again rather than rely on it.
  await work.push(api, "branches/big");
  expect(work.sentBytes - sentBefore).toBeGreaterThan(500_000);
  const done = await collect();
  expect(done).toMatchObject({ freedPacks: 1, freedBytes: bigger - base });
  const place = { repositoryId, at: "big", path: "big.bin" };
  const { bytes } = await readFileRange({ ctx, input: place, means });
  expect(Buffer.from(bytes).equals(big)).toBe(true);
  expect(await verifyRepository({ ctx, input: { repositoryId }, means })).toMatchObject({
    isGood: true,
  });
});

it("names a damaged pack and the files it affects, and still reads the others", async () => {
  const ctx = await make.memberContext("creator");
  const { repositoryId, api, work, write } = await makeRepository(ctx);
  write("good.bin", noise(100_000));
  await work.save("First");
  await work.push(api);
  const before = new Set((await api.listPacks(false)).map(({ name }) => name));
  write("hurt.bin", noise(100_000));
  await work.save("Second");
  await work.push(api);
  const pack = (await api.listPacks(false)).find(({ name }) => !before.has(name));
  const path = packPath(ctx.actor.orgId, pack?.name ?? "");
  const bytes = Buffer.from(await means.files.read(path, 0, pack?.bytes ?? 0));
  bytes.fill(0, 2_000, 60_000);
  await means.files.put(path, bytes);
  const found = await verifyRepository({ ctx, input: { repositoryId }, means });
  expect(found.isGood).toBe(false);
  expect(found.damagedPacks).toMatchObject([{ pack: pack?.name }]);
  expect(found.affectedFiles).toMatchObject([{ path: "hurt.bin" }]);
  const page = await loadRepository({ ctx, input: { repositoryId } });
  expect(page.verification).toMatchObject({ isGood: false });
  expect(page.repository.verifiedAt).toBeInstanceOf(Date);
  const read = (path: string) =>
    readFileRange({ ctx, input: { repositoryId, at: "main", path }, means });
  expect((await read("good.bin")).bytes.length).toBe(100_000);
  await expect(read("hurt.bin")).rejects.toMatchObject({ code: "forge.damaged" });
});

it("stores nothing beyond the quota, and counts what is freed at once", async () => {
  const ctx = await make.memberContext("creator");
  const { api, repositoryId, work, write } = await makeRepository(ctx);
  write("a.bin", noise(50_000));
  await work.save("First");
  await work.push(api);
  await stack.query(
    "update forge_usages set quota_bytes = stored_bytes + 10000 where org_id = $1",
    [ctx.actor.orgId],
  );
  const full = await stored(ctx);
  write("b.bin", noise(50_000));
  await work.save("Second");
  await expect(work.push(api)).rejects.toMatchObject({
    kind: "limit",
    code: "forge.quota-exceeded",
    suggestion: expect.stringContaining("quota"),
  });
  expect(await stored(ctx)).toBe(full);
  expect(await api.listRefs()).toHaveProperty("size", 1);
  await stack.query("update forge_usages set quota_bytes = quota_bytes * 100 where org_id = $1", [
    ctx.actor.orgId,
  ]);
  await stack.query(
    `insert into packs (org_id, repository_id, name, bytes)
     select $1, $2, encode(sha256(int8send(n)), 'hex'), 1 from generate_series(1, 256) n`,
    [ctx.actor.orgId, repositoryId],
  );
  await expect(work.push(api)).rejects.toMatchObject({ code: "forge.too-many-uploads" });
});

/** Sends one pack as a client of its own making would. */
async function sendPack(api: ForgeApi, leaseId: string, chunks: readonly Uint8Array[]) {
  let sent: { name: string; bytes: Uint8Array } | undefined;
  const builder = new PackBuilder({
    list: () => Promise.resolve([]),
    read: () => Promise.reject(new Error("Only written.")),
    remove: () => Promise.resolve(),
    create: () =>
      Promise.resolve(
        gatherPack((name, bytes) => {
          sent = { name, bytes };
          return Promise.resolve();
        }),
      ),
  });
  for (const chunk of chunks) await builder.add(nameOf(chunk), chunk, "raw");
  await builder.finish();
  if (sent === undefined) throw new Error("No pack was made.");
  return { ...sent, announced: await api.announcePack(leaseId, sent.name, sent.bytes.length) };
}

it("believes no client: neither that a version is whole nor that a pack holds what it says", async () => {
  const ctx = await make.memberContext("creator");
  const { api, repositoryId } = await makeRepository(ctx);
  const { leaseId } = await api.takeLease();
  const nodes: Uint8Array[] = [];
  const content = nameOf(noise(10));
  const entry = { path: "gone.bin", kind: "file", size: 10, content, isManifest: false } as const;
  const tree = await writeTree([entry], (node) => {
    nodes.push(node);
    return Promise.resolve(nameOf(node));
  });
  const author = { name: "Eve", email: "" };
  const commit = encodeCommit({ tree, parents: [], author, madeAtMs: 0, message: "Empty promise" });
  const first = await sendPack(api, leaseId, [...nodes, commit]);
  await expect(api.finishPack(leaseId, first.name)).rejects.toMatchObject({
    code: "forge.upload-missing",
  });
  const place = packPath(ctx.actor.orgId, first.name);
  await means.files.put(place, first.bytes);
  await api.finishPack(leaseId, first.name);
  const next = toHex(nameOf(commit));
  const move = { ref: "branches/main", expected: null, next, leaseId };
  await expect(api.moveRef(move)).rejects.toMatchObject({ code: "forge.missing-chunk" });
  expect((await loadRepository({ ctx, input: { repositoryId } })).refs).toEqual([]);
  expect(await api.listPacks(false)).toEqual([]);

  const second = await sendPack(api, leaseId, [noise(5_000)]);
  const lie = Buffer.from(second.bytes);
  lie[100] = (lie[100] ?? 0) ^ 1;
  await means.files.put(packPath(ctx.actor.orgId, second.name), lie);
  await expect(api.finishPack(leaseId, second.name)).rejects.toMatchObject({
    kind: "validation",
    code: "forge.damaged",
  });
  expect(await means.files.findSize(packPath(ctx.actor.orgId, second.name))).toBeNull();

  const other = await makeRepository(ctx);
  const lease = await other.api.takeLease();
  await expect(
    other.api.announcePack(lease.leaseId, first.name, first.bytes.length),
  ).rejects.toMatchObject({ code: "forge.pack-exists" });
});

it("gives up what nobody ended, and collects what was not looked at for a day", async () => {
  const ctx = await make.memberContext("creator");
  const { api, repositoryId } = await makeRepository(ctx);
  const { leaseId } = await api.takeLease();
  const begun = await sendPack(api, leaseId, [noise(5_000)]);
  const left = await sendPack(api, leaseId, [noise(6_000)]);
  await means.files.put(packPath(ctx.actor.orgId, left.name), left.bytes);
  await api.finishPack(leaseId, left.name);
  expect(await stored(ctx)).toBe(begun.bytes.length + left.bytes.length);
  const failures: unknown[] = [];
  const sweep = (days: number) =>
    sweepRepositories({
      means,
      now: new Date(Date.now() + days * 86_400_000),
      onFailed: (_, error) => failures.push(error),
    });
  await sweep(1.5);
  expect(await stored(ctx)).toBe(left.bytes.length);
  await api.releaseLease(leaseId);
  await stack.query(
    "update packs set marked_at = marked_at - interval '2 days' where repository_id = $1",
    [repositoryId],
  );
  await sweep(3);
  expect(failures).toEqual([]);
  expect(await stored(ctx)).toBe(0);
  expect(await means.files.findSize(packPath(ctx.actor.orgId, left.name))).toBeNull();
});

it("gives a person what they keep here, and forgets their name with their account", async () => {
  const ctx = await make.memberContext("creator");
  const admin = await make.memberContext("admin", ctx.actor.orgId);
  const { repositoryId, api, work, write } = await makeRepository(ctx);
  write("a.txt", "one");
  const name = await work.save("First");
  await work.push(api);
  const { token } = await createAccessToken({ ctx, input: { name: "Laptop", scopes: ["read"] } });
  const text = await exportMyData({ ctx });
  expect(JSON.parse(text)).toMatchObject({
    repositories: [{ id: repositoryId }],
    pushedVersions: [{ name, message: "First", authorName: "Ada" }],
    accessTokens: [{ name: "Laptop" }],
  });
  expect(text).not.toContain("tokenHash");
  await stack.query("delete from auth.users where id = $1", [ctx.actor.userId]);
  await expect(resolveToken({ token, scope: "read" })).rejects.toMatchObject({
    code: "token.unknown",
  });
  const { commits } = await listCommits({ ctx: admin, input: { repositoryId, at: "main" } });
  expect(commits).toMatchObject([{ message: "First", authorName: "", authorEmail: "" }]);
  const page = await loadRepository({ ctx: admin, input: { repositoryId } });
  expect(page.repository).toMatchObject({ ownerId: null, role: "admin" });
});
