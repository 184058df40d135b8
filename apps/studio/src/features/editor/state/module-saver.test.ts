import { BlockId } from "@byteos/contracts/ids";
import { emptyModuleContent } from "@byteos/contracts/module-content";
import type { ModuleContent } from "@byteos/contracts/module-content";
import type { SaveModuleResult } from "@byteos/usecases/course/save-module";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OfflineError, SignedOutError } from "./api-client.ts";
import type { Draft, DraftStore } from "./draft-store.ts";
import { ModuleSaver } from "./module-saver.ts";
import type { SaveState } from "./module-saver.ts";

function contentOf(text: string): ModuleContent {
  return {
    ...emptyModuleContent,
    blocks: [{ type: "paragraph", id: BlockId.parse("block-0001"), content: [{ text }] }],
  };
}

/** A device and a server in memory: the saver is tested against what both hold at the end. */
function world() {
  const device = new Map<string, Pick<Draft, "content" | "revision">>();
  const server = { content: contentOf("first"), revision: 1, isDown: false, isSignedOut: false };
  const screen = { content: contentOf("first") };
  const states: SaveState["kind"][] = [];
  const drafts: DraftStore = {
    put: async ({ moduleId, content, revision }) =>
      void device.set(moduleId, { content, revision }),
    remove: async (moduleId) => void device.delete(moduleId),
    findLeft: async () => [],
    adopt: async () => undefined,
    forget: async () => undefined,
  };
  const send = async (revision: number, content: ModuleContent): Promise<SaveModuleResult> => {
    if (server.isDown) throw new OfflineError("down");
    if (server.isSignedOut) throw new SignedOutError("out");
    if (revision !== server.revision) {
      return {
        status: "conflict",
        theirs: {
          revision: server.revision,
          content: server.content,
          changedBy: "Rina",
          changedAt: "",
        },
      };
    }
    server.content = content;
    server.revision += 1;
    return { status: "saved", revision: server.revision, savedAt: "2026-01-01T00:00:00.000Z" };
  };
  const saver = new ModuleSaver({
    courseId: "course",
    moduleId: "module",
    revision: 1,
    read: () => screen.content,
    send,
    drafts,
    onState: (state) => states.push(state.kind),
  });
  const type = (text: string) => {
    screen.content = contentOf(text);
    saver.changed();
  };
  return { device, server, screen, states, saver, type };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a change is on the server after a pause, and off the device", async () => {
  const { server, device, type, states } = world();
  type("second");
  await vi.advanceTimersByTimeAsync(300);
  expect(device.get("module")?.content).toEqual(contentOf("second"));
  await vi.advanceTimersByTimeAsync(1_500);
  expect(server.content).toEqual(contentOf("second"));
  expect(device.size).toBe(0);
  expect(states.at(-1)).toBe("saved");
});

test("somebody who never stops typing is saved all the same", async () => {
  const { server, type } = world();
  for (let stroke = 0; stroke < 20; stroke++) {
    type(`stroke ${stroke}`);
    await vi.advanceTimersByTimeAsync(400);
  }
  expect(server.revision).toBeGreaterThan(1);
});

test("edits made while a save is under way are saved after it", async () => {
  const { server, type, saver } = world();
  type("second");
  const first = saver.flush();
  type("third");
  await first;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(server.content).toEqual(contentOf("third"));
  expect(saver.hasUnsaved).toBe(false);
});

test("offline edits wait on the device and go out when the server is back", async () => {
  const { server, device, type, states, saver } = world();
  server.isDown = true;
  type("second");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(states.at(-1)).toBe("offline");
  type("third");
  await vi.advanceTimersByTimeAsync(300);
  expect(device.get("module")).toEqual({ content: contentOf("third"), revision: 1 });
  server.isDown = false;
  await saver.retry();
  expect(server.content).toEqual(contentOf("third"));
  expect(states.at(-1)).toBe("saved");
});

test("an ended session keeps the edits and sends them after signing in", async () => {
  const { server, device, type, states, saver } = world();
  server.isSignedOut = true;
  type("second");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(states.at(-1)).toBe("signed-out");
  expect(device.get("module")?.content).toEqual(contentOf("second"));
  server.isSignedOut = false;
  await saver.retry();
  expect(server.content).toEqual(contentOf("second"));
});

test("a conflict writes nothing until somebody decides, then saves over their revision", async () => {
  const { server, device, type, saver, screen } = world();
  server.content = contentOf("theirs");
  server.revision = 5;
  type("mine");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(saver.state).toMatchObject({
    kind: "conflict",
    mine: contentOf("mine"),
    theirs: { revision: 5 },
  });
  type("mine, and more");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.content).toEqual(contentOf("theirs"));
  expect(device.get("module")?.content).toEqual(contentOf("mine, and more"));
  screen.content = contentOf("both");
  saver.settle(5);
  saver.changed();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(server).toMatchObject({ content: contentOf("both"), revision: 6 });
});
