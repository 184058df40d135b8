import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MemberContext } from "@byteos/contracts/request-context";
import { Factories } from "@byteos/testing/factories";
import { withTestStack } from "@byteos/testing/test-stack";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createRepository } from "../../src/forge/create-repository.ts";
import { deleteRepository, previewDeletion } from "../../src/forge/delete-repository.ts";
import type { ForgeMeans } from "../../src/forge/forge-means.ts";
import { listCommits } from "../../src/forge/list-commits.ts";
import { listRepositories } from "../../src/forge/list-repositories.ts";
import { loadCommit } from "../../src/forge/load-commit.ts";
import { loadRepository } from "../../src/forge/load-repository.ts";
import { loadTree } from "../../src/forge/load-tree.ts";
import { readFileRange } from "../../src/forge/read-file.ts";
import {
  listRepositoryMembers,
  removeRepositoryMember,
  setRepositoryMember,
} from "../../src/forge/repository-members.ts";
import { updateRepository } from "../../src/forge/update-repository.ts";
import { apiOf, forgeMeans, LocalWork } from "./forge-world.ts";

const stack = withTestStack();
const make = new Factories(stack);
let means: ForgeMeans;
beforeAll(() => {
  means = forgeMeans(stack);
});

function localWork(): LocalWork {
  const work = new LocalWork();
  onTestFinished(() => work.remove());
  mkdirSync(work.files);
  return work;
}

const auditOf = async (targetId: string) =>
  (
    await stack.query<{ action: string }>(
      "select action from audit_log where target_id = $1 order by id",
      [targetId],
    )
  ).map(({ action }) => action);

async function create(ctx: MemberContext, more: object = {}) {
  const name = `knots-${crypto.randomUUID().slice(0, 8)}`;
  const { repositoryId } = await createRepository({ ctx, input: { name, ...more } });
  return { repositoryId, name };
}

describe("repositories", () => {
  it("are made, found, changed and taken away by those who may", async () => {
    const ctx = await make.memberContext("creator");
    const { repositoryId, name } = await create(ctx, { description: "Rope work" });
    const { repository, refs, verification } = await loadRepository({
      ctx,
      input: { repositoryId },
    });
    expect(repository).toMatchObject({ name, visibility: "private", role: "admin" });
    expect(repository).toMatchObject({ ownerName: "Robin Vale", storedBytes: 0, pushedAt: null });
    expect([refs, verification]).toEqual([[], null]);
    const address = { org: repository.orgSlug, name: name.toUpperCase() };
    expect((await loadRepository({ ctx, input: address })).repository.id).toBe(repositoryId);
    await expect(createRepository({ ctx, input: { name } })).rejects.toMatchObject({
      kind: "conflict",
      code: "forge.name-taken",
    });

    const input = { repositoryId, name: `${name}-2`, description: "Ropes", defaultBranch: "trunk" };
    await updateRepository({ ctx, input });
    const { repositories, usage } = await listRepositories({ ctx, input: { search: "ropes" } });
    expect(repositories).toMatchObject([{ name: `${name}-2`, defaultBranch: "trunk" }]);
    expect(usage.storedBytes).toBe(0);

    const wrong = { repositoryId, confirmation: name };
    await expect(deleteRepository({ ctx, input: wrong, means })).rejects.toMatchObject({
      code: "forge.confirmation-differs",
    });
    const right = { repositoryId, confirmation: `${name}-2` };
    expect(await deleteRepository({ ctx, input: right, means })).toEqual({ freedBytes: 0 });
    await expect(loadRepository({ ctx, input: { repositoryId } })).rejects.toMatchObject({
      kind: "not_found",
    });
    await expect(createRepository({ ctx, input: { name: `${name}-2` } })).resolves.toBeDefined();
    expect(await auditOf(repositoryId)).toEqual([
      "repository.create",
      "repository.update",
      "repository.delete",
    ]);
  });

  it("are invisible to those outside, and forbidden only to those who may look", async () => {
    const ctx = await make.memberContext("creator");
    const colleague = await make.memberContext("creator", ctx.actor.orgId);
    const learner = await make.memberContext("learner", ctx.actor.orgId);
    const stranger = await make.memberContext("admin");
    const { repositoryId, name } = await create(ctx);
    const look = (who: MemberContext) => loadRepository({ ctx: who, input: { repositoryId } });
    const hidden = { kind: "not_found", code: "forge.repository-not-found" };
    for (const who of [colleague, learner, stranger]) {
      await expect(look(who)).rejects.toMatchObject(hidden);
      for (const change of [
        () => updateRepository({ ctx: who, input: { repositoryId, description: "x" } }),
        () => deleteRepository({ ctx: who, input: { repositoryId, confirmation: name }, means }),
        () => previewDeletion({ ctx: who, input: { repositoryId } }),
        () =>
          setRepositoryMember({
            ctx: who,
            input: { repositoryId, userId: who.actor.userId, role: "admin" },
          }),
      ]) {
        await expect(change()).rejects.toMatchObject(hidden);
      }
      expect((await listRepositories({ ctx: who, input: {} })).repositories).toEqual([]);
    }
    await expect(createRepository({ ctx: learner, input: { name: "mine" } })).rejects.toMatchObject(
      { kind: "forbidden" },
    );

    await updateRepository({ ctx, input: { repositoryId, visibility: "organisation" } });
    expect((await look(learner)).repository).toMatchObject({
      role: "read",
      ownerName: "Robin Vale",
    });
    await expect(look(stranger)).rejects.toMatchObject(hidden);
    await expect(
      updateRepository({ ctx: learner, input: { repositoryId, description: "x" } }),
    ).rejects.toMatchObject({ kind: "forbidden", code: "forge.role-missing" });

    await updateRepository({ ctx, input: { repositoryId, visibility: "public" } });
    expect((await look(stranger)).repository).toMatchObject({ role: "read", ownerName: null });
    expect(await listRepositoryMembers({ ctx: stranger, input: { repositoryId } })).toEqual([]);
    expect((await look(await make.memberContext("admin", ctx.actor.orgId))).repository.role).toBe(
      "admin",
    );
  });

  it("take members of the organisation, who lose their place when they leave it", async () => {
    const ctx = await make.memberContext("creator");
    const friend = await make.memberContext("learner", ctx.actor.orgId);
    const stranger = await make.memberContext("learner");
    const { repositoryId } = await create(ctx);
    const set = (userId: string, role: string) =>
      setRepositoryMember({ ctx, input: { repositoryId, userId, role } });
    await set(friend.actor.userId, "read");
    await set(friend.actor.userId, "write");
    await expect(set(stranger.actor.userId, "read")).rejects.toMatchObject({
      code: "forge.not-a-colleague",
    });
    const seen = await loadRepository({ ctx: friend, input: { repositoryId } });
    expect(seen.repository.role).toBe("write");
    expect(await listRepositoryMembers({ ctx: friend, input: { repositoryId } })).toMatchObject([
      { userId: friend.actor.userId, role: "write", email: friend.actor.email },
    ]);
    const input = { repositoryId, userId: friend.actor.userId };
    await removeRepositoryMember({ ctx: friend, input });
    await expect(removeRepositoryMember({ ctx, input })).rejects.toMatchObject({
      code: "forge.no-member",
    });
    await set(friend.actor.userId, "read");
    await stack.query("delete from org_members where user_id = $1", [friend.actor.userId]);
    expect(await listRepositoryMembers({ ctx, input: { repositoryId } })).toEqual([]);
  });
});

describe("the content of a repository", () => {
  it("is pushed, listed, compared and read by range", async () => {
    const ctx = await make.memberContext("creator");
    const reader = await make.memberContext("learner", ctx.actor.orgId);
    const { repositoryId, name } = await create(ctx, { visibility: "organisation" });
    const work = localWork();
    const big = Buffer.alloc(1_500_000);
    for (let at = 0; at < big.length; at += 4) big.writeUInt32LE((at * 2654435761) >>> 0, at);
    mkdirSync(join(work.files, "src/deep"), { recursive: true });
    mkdirSync(join(work.files, "empty"));
    writeFileSync(join(work.files, "src/deep/a.py"), "print(1)\n");
    writeFileSync(join(work.files, "src/b.py"), "print(2)\n");
    writeFileSync(join(work.files, "src.txt"), "before the folder\n");
    writeFileSync(join(work.files, "model.bin"), big);
    const first = await work.save("First");
    await work.push(apiOf(ctx, repositoryId, means));
    writeFileSync(join(work.files, "src/b.py"), "print(3)\n");
    const second = await work.save("Second");
    await work.push(apiOf(ctx, repositoryId, means));

    const place = { repositoryId, at: "main" };
    const { commits, hasMore } = await listCommits({ ctx: reader, input: { ...place, limit: 1 } });
    expect(commits).toMatchObject([{ name: second, message: "Second", parents: [first] }]);
    expect(hasMore).toBe(true);
    const page = await loadCommit({ ctx: reader, input: place, means });
    expect(page.changes).toEqual([
      { path: "src/b.py", kind: "changed", sizeBefore: 9, sizeAfter: 9 },
    ]);
    const begun = { repositoryId, at: first.slice(0, 12) };
    expect((await loadCommit({ ctx: reader, input: begun, means })).changeCount).toBe(5);

    const listed = async (path: string) =>
      (await loadTree({ ctx: reader, input: { ...place, path }, means })).items.map(
        (item) => `${item.kind} ${item.name} ${item.size}`,
      );
    expect(await listed("")).toEqual([
      "folder empty 0",
      "folder src 0",
      "file model.bin 1500000",
      "file src.txt 18",
    ]);
    expect(await listed("src")).toEqual(["folder deep 0", "file b.py 9"]);
    expect(await listed("empty")).toEqual([]);
    await expect(listed("nowhere")).rejects.toMatchObject({ code: "forge.unknown-path" });
    await expect(listed("src/b.py")).rejects.toMatchObject({ code: "forge.unknown-path" });

    const read = (path: string, start: number, end?: number) =>
      readFileRange({ ctx: reader, input: { ...place, path, start, end }, means });
    const range = await read("model.bin", 700_001, 700_100);
    expect(Buffer.from(range.bytes)).toEqual(big.subarray(700_001, 700_100));
    expect(range.size).toBe(1_500_000);
    expect(new TextDecoder().decode((await read("src/b.py", 0)).bytes)).toBe("print(3)\n");
    await expect(read("src", 0)).rejects.toMatchObject({ code: "forge.unknown-path" });
    await expect(read("src/b.py", 10)).rejects.toMatchObject({ code: "forge.bad-range" });

    const stranger = await make.memberContext("admin");
    for (const look of [
      () => listCommits({ ctx: stranger, input: place }),
      () => loadCommit({ ctx: stranger, input: place, means }),
      () => loadTree({ ctx: stranger, input: place, means }),
      () => readFileRange({ ctx: stranger, input: { ...place, path: "src.txt" }, means }),
    ]) {
      await expect(look()).rejects.toMatchObject({ code: "forge.repository-not-found" });
    }
    await expect(work.push(apiOf(reader, repositoryId, means))).rejects.toMatchObject({
      code: "forge.role-missing",
    });

    const { usage, repositories } = await listRepositories({ ctx, input: {} });
    expect(repositories[0]?.storedBytes).toBe(usage.storedBytes);
    expect(usage.storedBytes).toBeGreaterThan(1_500_000);
    const preview = await previewDeletion({ ctx, input: { repositoryId } });
    expect(preview).toMatchObject({ freedBytes: usage.storedBytes, sharedBytes: 0 });
    const gone = await deleteRepository({
      ctx,
      input: { repositoryId, confirmation: name },
      means,
    });
    expect(gone.freedBytes).toBe(usage.storedBytes);
    expect((await listRepositories({ ctx, input: {} })).usage.storedBytes).toBe(0);
    const left = "select name from storage.objects where bucket_id = 'packs' and name like $1";
    expect(await stack.query(left, [`${ctx.actor.orgId}/%`])).toEqual([]);
  });
});

it("lets a creator add a colleague by their address, and nobody else's", async () => {
  const ctx = await make.memberContext("creator");
  const { repositoryId } = await create(ctx);
  const colleague = await make.memberContext("learner", ctx.actor.orgId);
  const stranger = await make.memberContext("learner");
  const add = (email: string) =>
    setRepositoryMember({ ctx, input: { repositoryId, email, role: "read" } });
  await add(` ${colleague.actor.email.toUpperCase()} `);
  const members = await listRepositoryMembers({ ctx, input: { repositoryId } });
  expect(members.map(({ userId }) => userId)).toEqual([colleague.actor.userId]);
  for (const email of [stranger.actor.email, "nobody@example.org"]) {
    await expect(add(email)).rejects.toMatchObject({ code: "forge.not-a-colleague" });
  }
  await expect(add("not an address")).rejects.toThrow("mail address");
  await expect(
    setRepositoryMember({
      ctx: colleague,
      input: { repositoryId, email: ctx.actor.email, role: "read" },
    }),
  ).rejects.toMatchObject({ kind: "forbidden" });
});
