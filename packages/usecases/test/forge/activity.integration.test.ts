import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MemberContext } from "@byteos/contracts/request-context";
import { Factories } from "@byteos/testing/factories";
import { withTestStack } from "@byteos/testing/test-stack";
import { createClient } from "@supabase/supabase-js";
import { beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { addComment, deleteComment, editComment } from "../../src/forge/comments.ts";
import { createRepository } from "../../src/forge/create-repository.ts";
import type { ForgeMeans } from "../../src/forge/forge-means.ts";
import { listActivity } from "../../src/forge/list-activity.ts";
import { updateRepository } from "../../src/forge/update-repository.ts";
import { exportMyData } from "../../src/privacy/export-my-data.ts";
import { apiOf, forgeMeans, LocalWork } from "./forge-world.ts";

const stack = withTestStack();
const make = new Factories(stack);
let means: ForgeMeans;
beforeAll(() => {
  means = forgeMeans(stack);
});

async function create(ctx: MemberContext, visibility = "organisation") {
  const name = `knots-${crypto.randomUUID().slice(0, 8)}`;
  const { repositoryId } = await createRepository({ ctx, input: { name, visibility } });
  return repositoryId;
}

const kindsOf = async (ctx: MemberContext, repositoryId: string) =>
  (await listActivity({ ctx, input: { repositoryId } })).events.map(({ kind }) => kind);

it("tells of pushes, of who may see it and of comments, newest first and page by page", async () => {
  const ctx = await make.memberContext("creator");
  const repositoryId = await create(ctx);
  const work = new LocalWork();
  onTestFinished(() => work.remove());
  mkdirSync(work.files);
  writeFileSync(join(work.files, "a.txt"), "one\n");
  const commit = await work.save("One");
  const api = apiOf(ctx, repositoryId, means);
  await work.push(api);
  await addComment({ ctx, input: { repositoryId, commit, body: "Why **one**?" } });
  await updateRepository({ ctx, input: { repositoryId, visibility: "public" } });
  await updateRepository({ ctx, input: { repositoryId, visibility: "public" } });
  const { events } = await listActivity({ ctx, input: { repositoryId } });
  expect(events).toMatchObject([
    { kind: "shown", visibility: "public" },
    { kind: "commented", body: "Why **one**?", commit, commitMessage: "One", mayEdit: true },
    { kind: "pushed", ref: "branches/main", commit, commits: 1 },
    { kind: "created" },
  ]);
  expect(events.every(({ actorName }) => actorName !== null)).toBe(true);
  const first = await listActivity({ ctx, input: { repositoryId, limit: 3 } });
  expect(first.hasMore).toBe(true);
  const before = first.events.at(-1)?.id;
  const rest = await listActivity({ ctx, input: { repositoryId, before } });
  expect(rest.events.map(({ kind }) => kind)).toEqual(["created"]);
  const ofCommit = await listActivity({ ctx, input: { repositoryId, commit } });
  expect(ofCommit.events.map(({ kind }) => kind)).toEqual(["commented"]);
  // A stranger reads a public one, and learns no names.
  const stranger = await make.memberContext("learner");
  const seen = await listActivity({ ctx: stranger, input: { repositoryId } });
  expect(seen.events).toHaveLength(4);
  expect(seen.events.every(({ actorName }) => actorName === null)).toBe(true);
});

it("leaves comments to their authors and to admins, and hides a private repository", async () => {
  const ctx = await make.memberContext("creator");
  const repositoryId = await create(ctx);
  const reader = await make.memberContext("learner", ctx.actor.orgId);
  const { commentId } = await addComment({
    ctx: reader,
    input: { repositoryId, body: "  Lovely knots  " },
  });
  const comment = { repositoryId, commentId };
  await editComment({ ctx: reader, input: { ...comment, body: "Lovely" } });
  const [shown] = (await listActivity({ ctx: reader, input: { repositoryId } })).events;
  expect(shown).toMatchObject({ body: "Lovely", isEdited: true, mayEdit: true, mayDelete: true });
  expect(await exportMyData({ ctx: reader })).toContain("Lovely");
  const notTheirs = { code: "forge.comment-not-found" };
  await expect(editComment({ ctx, input: { ...comment, body: "No" } })).rejects.toMatchObject(
    notTheirs,
  );
  const other = await make.memberContext("learner", ctx.actor.orgId);
  await expect(deleteComment({ ctx: other, input: comment })).rejects.toMatchObject(notTheirs);
  await deleteComment({ ctx, input: comment });
  expect(await kindsOf(ctx, repositoryId)).toEqual(["created"]);
  const audit = await stack.query<{ action: string }>(
    "select action from audit_log where target_id = $1 and action like '%comment' order by id",
    [repositoryId],
  );
  expect(audit.map(({ action }) => action)).toEqual([
    "repository.comment",
    "repository.edit-comment",
    "repository.delete-comment",
  ]);

  const hidden = await create(ctx, "private");
  const missing = { kind: "not_found" };
  const stranger = await make.memberContext("admin");
  for (const who of [reader, stranger]) {
    await expect(kindsOf(who, hidden)).rejects.toMatchObject(missing);
    await expect(
      addComment({ ctx: who, input: { repositoryId: hidden, body: "Hello" } }),
    ).rejects.toMatchObject(missing);
  }
  await expect(
    addComment({ ctx, input: { repositoryId, commit: "0".repeat(64), body: "Where?" } }),
  ).rejects.toMatchObject({ code: "forge.commit-not-found" });
});

it("forgets what somebody wrote with their account, and keeps what happened", async () => {
  const ctx = await make.memberContext("creator");
  const repositoryId = await create(ctx);
  const reader = await make.memberContext("learner", ctx.actor.orgId);
  await addComment({ ctx: reader, input: { repositoryId, body: "Mine" } });
  await stack.query("delete from auth.users where id = $1", [reader.actor.userId]);
  expect(await kindsOf(ctx, repositoryId)).toEqual(["created"]);
});

it("announces to those who may read it, over a private channel", async () => {
  const ctx = await make.memberContext("creator");
  const repositoryId = await create(ctx, "private");
  const password = "correct horse battery";
  const admin = createClient(stack.stack.url, stack.stack.secretKey);
  const follow = async (who: MemberContext) => {
    await admin.auth.admin.updateUserById(who.actor.userId, { password, email_confirm: true });
    const client = createClient(stack.stack.url, stack.stack.publishableKey);
    onTestFinished(async () => {
      await client.removeAllChannels();
      await client.realtime.disconnect();
    });
    await client.auth.signInWithPassword({ email: who.actor.email, password });
    await client.realtime.setAuth();
    const heard: string[] = [];
    const channel = client.channel(`repository:${repositoryId}`, { config: { private: true } });
    channel.on("broadcast", { event: "activity" }, ({ event }) => heard.push(event));
    const status = await new Promise<string>((resolve) => channel.subscribe(resolve));
    return { heard, status };
  };
  const owner = await follow(ctx);
  expect(owner.status).toBe("SUBSCRIBED");
  for (const who of [
    await make.memberContext("learner", ctx.actor.orgId),
    await make.memberContext("admin"),
  ]) {
    expect((await follow(who)).status).toBe("CHANNEL_ERROR");
  }
  await addComment({ ctx, input: { repositoryId, body: "Listen" } });
  await vi.waitFor(() => expect(owner.heard).toEqual(["activity"]), { timeout: 10_000 });
});
