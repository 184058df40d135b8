import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSupabasePackFiles } from "@byteos/integrations/forge/supabase-pack-files";
import { Factories } from "@byteos/testing/factories";
import { withTestStack } from "@byteos/testing/test-stack";
import { createRepository } from "@byteos/usecases/forge/create-repository";
import { loadRepository } from "@byteos/usecases/forge/load-repository";
import { verifyRepository } from "@byteos/usecases/forge/verify-repository";
import { createAccessToken } from "@byteos/usecases/token/manage-tokens";
import { expect, it, onTestFinished } from "vitest";
import { openWire } from "./counting-proxy.ts";
import { Desk, finish, type RouteServer, serveRoutes } from "./processes.ts";

const stack = withTestStack();
const make = new Factories(stack);

const fileBytes = 30 * 1024 * 1024;
const fileCount = 5;
const partBytes = 6 * 1024 * 1024;
const uploadsAtOnce = 3;
const kills = 6;

function noise(bytes: number): Uint8Array {
  const made = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(made.subarray(at, at + 65_536));
  return made;
}

it("survives being killed on either side, and a network that is cut, without sending twice", async () => {
  const wire = await openWire(stack.stack.url);
  let server: RouteServer = await serveRoutes(stack, { supabaseUrl: wire.url });
  const port = Number(new URL(server.url).port);
  const ctx = await make.memberContext("creator");
  const scopes = ["read", "write"];
  const { token } = await createAccessToken({ ctx, input: { name: "Desk", scopes, days: 1 } });
  const { repositoryId } = await createRepository({ ctx, input: { name: "weights" } });
  const { repository } = await loadRepository({ ctx, input: { repositoryId } });
  const address = `${repository.orgSlug}/weights`;
  const desk = new Desk(server.url, token);
  onTestFinished(async () => {
    await server.stop();
    wire.close();
    desk.remove();
  });
  const work = join(desk.folder, "work");
  mkdirSync(work);
  writeFileSync(join(work, "note.txt"), "before\n");
  await desk.run("work", ["init"]);
  await desk.run("work", ["save", "-m", "Before"]);
  expect((await desk.run("work", ["push", address])).code).toBe(0);
  const headNow = async () => {
    const { refs } = await loadRepository({ ctx, input: { repositoryId } });
    return refs.find(({ name }) => name === "branches/main")?.commit;
  };
  const before = await headNow();

  for (let at = 0; at < fileCount; at += 1) {
    writeFileSync(join(work, `weights-${at}.bin`), noise(fileBytes));
  }
  const saved = await desk.run("work", ["save", "-m", "Weights", "--json"]);
  const { commit } = JSON.parse(saved.out) as { commit: string };
  let isDone = false;
  for (let round = 0; round < kills && !isDone; round += 1) {
    const child = desk.start("work", ["push", "--json"]);
    const ending = finish(child);
    const waitMs = 500 + Math.random() * 2_500;
    await Promise.race([ending, new Promise((resolve) => setTimeout(resolve, waitMs))]);
    if (round % 3 === 2) {
      await server.stop();
      server = await serveRoutes(stack, { supabaseUrl: wire.url, port });
    } else if (round % 3 === 1) wire.cut();
    else child.kill("SIGKILL");
    if (round % 3 !== 0) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      child.kill("SIGKILL");
    }
    isDone = (await ending).code === 0;
    // Nothing half-done shows, and what was saved before is whole.
    expect([before, commit]).toContain(await headNow());
  }
  const last = await desk.run("work", ["push"]);
  expect([last.code, last.err]).toEqual([0, ""]);
  expect(await headNow()).toBe(commit);
  const contentBytes = fileBytes * fileCount;
  const mostTwice = kills * uploadsAtOnce * partBytes;
  expect(wire.sentBytes()).toBeGreaterThan(contentBytes);
  expect(wire.sentBytes()).toBeLessThan(contentBytes * 1.02 + mostTwice);

  const { url, secretKey } = stack.stack;
  const means = { files: createSupabasePackFiles({ url, secretKey }) };
  const verified = await verifyRepository({ ctx, input: { repositoryId }, means });
  expect(verified).toMatchObject({ isGood: true, commits: 2 });
  const broken = desk.start("", ["clone", address, "copy"]);
  const brokenOff = finish(broken);
  await Promise.race([brokenOff, new Promise((resolve) => setTimeout(resolve, 1_500))]);
  broken.kill("SIGKILL");
  const first = await brokenOff;
  const cloned = first.code === 0 ? first : await desk.run("", ["clone", address, "copy"]);
  expect([cloned.code, cloned.err.replace(/^Getting .*\n/gm, "")]).toEqual([0, ""]);
  for (let at = 0; at < fileCount; at += 1) {
    const name = `weights-${at}.bin`;
    const copy = readFileSync(join(desk.folder, "copy", name));
    expect(copy.equals(readFileSync(join(work, name)))).toBe(true);
  }
}, 280_000);
