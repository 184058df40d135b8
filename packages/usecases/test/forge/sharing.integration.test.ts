import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MemberContext } from "@byteos/contracts/request-context";
import { nameOf, toHex } from "@byteos/forge/store/content-name";
import { Factories } from "@byteos/testing/factories";
import { withTestStack } from "@byteos/testing/test-stack";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { collectContent } from "../../src/forge/collect-repository.ts";
import { createRepository } from "../../src/forge/create-repository.ts";
import { deleteRepository, previewDeletion } from "../../src/forge/delete-repository.ts";
import type { ForgeMeans } from "../../src/forge/forge-means.ts";
import { listRepositories } from "../../src/forge/list-repositories.ts";
import { readFileRange } from "../../src/forge/read-file.ts";
import { setRepositoryMember } from "../../src/forge/repository-members.ts";
import { updateRepository } from "../../src/forge/update-repository.ts";
import { apiOf, forgeMeans, LocalWork } from "./forge-world.ts";

const stack = withTestStack();
const make = new Factories(stack);
let means: ForgeMeans;
beforeAll(() => {
  means = forgeMeans(stack);
});

const bigBytes = 400_000;

function workWith(big: Uint8Array, note: string): LocalWork {
  const work = new LocalWork();
  onTestFinished(() => work.remove());
  mkdirSync(work.files);
  writeFileSync(join(work.files, "model.bin"), big);
  writeFileSync(join(work.files, "note.txt"), note);
  return work;
}

const noise = (bytes: number) => {
  const made = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(made.subarray(at, at + 65_536));
  return made;
};

async function create(ctx: MemberContext, visibility: string) {
  const name = `r-${crypto.randomUUID().slice(0, 8)}`;
  const { repositoryId } = await createRepository({ ctx, input: { name, visibility } });
  return { repositoryId, name, api: apiOf(ctx, repositoryId, means) };
}

async function pushNew(ctx: MemberContext, visibility: string, big: Uint8Array) {
  const made = await create(ctx, visibility);
  const work = workWith(big, made.name);
  await work.save("First");
  await work.push(made.api);
  return { ...made, work };
}

it("sends what the organisation has already only once, and only between those who may read it", async () => {
  const ctx = await make.memberContext("creator");
  const colleague = await make.memberContext("creator", ctx.actor.orgId);
  const stranger = await make.memberContext("creator");
  const big = noise(bigBytes);
  const first = await pushNew(ctx, "organisation", big);
  expect(first.work.sentBytes).toBeGreaterThan(bigBytes);
  const shared = await pushNew(colleague, "private", big);
  expect(shared.work.sentBytes).toBeLessThan(5_000);
  const read = await readFileRange({
    ctx: colleague,
    input: { repositoryId: shared.repositoryId, at: "main", path: "model.bin" },
    means,
  });
  expect(Buffer.from(read.bytes).equals(big)).toBe(true);
  // All readers of a public one may not read what is the organisation's, nor may another organisation.
  for (const [who, visibility] of [
    [ctx, "public"],
    [stranger, "organisation"],
  ] as const) {
    expect((await pushNew(who, visibility, big)).work.sentBytes).toBeGreaterThan(bigBytes);
  }
});

it("says nothing of what a private repository holds", async () => {
  const ctx = await make.memberContext("creator");
  const colleague = await make.memberContext("creator", ctx.actor.orgId);
  const secret = noise(20_000);
  const hidden = await pushNew(ctx, "private", secret);
  const name = toHex(nameOf(secret));
  const ask = async (made: Awaited<ReturnType<typeof create>>) => {
    const { leaseId } = await made.api.takeLease();
    return made.api.findChunks(leaseId, [name]);
  };
  expect(await ask(hidden)).toEqual([true]);
  expect(await ask(await create(colleague, "private"))).toEqual([false]);
  // Not even to its own owner elsewhere: readers there could be others.
  expect(await ask(await create(ctx, "organisation"))).toEqual([false]);
  const reader = await make.memberContext("creator", ctx.actor.orgId);
  const member = { repositoryId: hidden.repositoryId, userId: reader.actor.userId, role: "read" };
  await setRepositoryMember({ ctx, input: member });
  await expect(apiOf(reader, hidden.repositoryId, means).takeLease()).rejects.toMatchObject({
    code: "forge.role-missing",
  });
});

it("keeps what others build upon when a repository is deleted or would change its readers", async () => {
  const ctx = await make.memberContext("creator");
  const big = noise(bigBytes);
  const source = await pushNew(ctx, "organisation", big);
  const borrower = await pushNew(ctx, "organisation", big);
  const change = (repositoryId: string, visibility: string) =>
    updateRepository({ ctx, input: { repositoryId, visibility } });
  const refused = { code: "forge.shared-content", kind: "precondition" };
  await expect(change(source.repositoryId, "private")).rejects.toMatchObject(refused);
  await expect(change(borrower.repositoryId, "public")).rejects.toMatchObject(refused);
  await change(borrower.repositoryId, "private");

  const { repositoryId, name } = source;
  const preview = await previewDeletion({ ctx, input: { repositoryId } });
  expect(preview).toMatchObject({ freedBytes: 0, borrowers: 1 });
  expect(preview.sharedBytes).toBeGreaterThan(bigBytes);
  await deleteRepository({ ctx, input: { repositoryId, confirmation: name }, means });
  const readBack = async () => {
    const place = { repositoryId: borrower.repositoryId, at: "main", path: "model.bin" };
    return Buffer.from((await readFileRange({ ctx, input: place, means })).bytes).equals(big);
  };
  expect(await readBack()).toBe(true);
  const collect = (id: string) =>
    collectContent({ id, orgId: ctx.actor.orgId }, means, { isDryRun: false, minAgeMs: 0 });
  await collect(repositoryId);
  await collect(repositoryId);
  expect(await readBack()).toBe(true);
  const gone = { repositoryId: borrower.repositoryId, confirmation: borrower.name };
  await deleteRepository({ ctx, input: gone, means });
  await collect(repositoryId);
  await collect(repositoryId);
  expect((await listRepositories({ ctx, input: {} })).usage.storedBytes).toBe(0);
  expect(await stack.query("select id from repositories where id = $1", [repositoryId])).toEqual(
    [],
  );
});

it("lets one of two pushes win, and keeps what the other has sent", async () => {
  const ctx = await make.memberContext("creator");
  const { api, work } = await pushNew(ctx, "private", noise(1_000));
  const other = new LocalWork();
  onTestFinished(() => other.remove());
  mkdirSync(other.files);
  copyFileSync(join(work.files, "note.txt"), join(other.files, "note.txt"));
  writeFileSync(join(other.files, "other.bin"), noise(bigBytes));
  await other.save("Unrelated");
  writeFileSync(join(work.files, "mine.bin"), noise(bigBytes));
  await work.save("Second");
  const endings = await Promise.allSettled([work.push(api), other.push(api)]);
  expect(endings.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const [lost] = endings.filter((ending) => ending.status === "rejected");
  expect(lost).toMatchObject({ reason: { code: "forge.branch-moved" } });
  const loser = endings[0].status === "rejected" ? work : other;
  const sentBefore = loser.sentBytes;
  const commit = (await loser.store.refs.list()).get("branches/main");
  await loser.store.refs.compareAndSwap("branches/apart", null, commit ?? null);
  await loser.push(api, "branches/apart");
  expect(loser.sentBytes - sentBefore).toBeLessThan(5_000);
});

it("loses nothing when a repository is deleted while others begin to build upon it", async () => {
  const ctx = await make.memberContext("creator");
  const collect = (id: string) =>
    collectContent({ id, orgId: ctx.actor.orgId }, means, { isDryRun: false, minAgeMs: 0 });
  for (let round = 0; round < 4; round += 1) {
    const big = noise(150_000);
    const source = await pushNew(ctx, "organisation", big);
    const target = await create(ctx, "organisation");
    const work = workWith(big, target.name);
    await work.save("First");
    const input = { repositoryId: source.repositoryId, confirmation: source.name };
    const wait = new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
    const [pushed] = await Promise.allSettled([
      work.push(target.api),
      wait.then(() => deleteRepository({ ctx, input, means })),
    ]);
    if (pushed.status === "rejected") {
      expect(pushed.reason).toMatchObject({ code: "forge.missing-chunk" });
      await work.push(target.api);
    }
    await collect(source.repositoryId);
    await collect(source.repositoryId);
    const place = { repositoryId: target.repositoryId, at: "main", path: "model.bin" };
    const { bytes } = await readFileRange({ ctx, input: place, means });
    expect(Buffer.from(bytes).equals(big)).toBe(true);
  }
});
