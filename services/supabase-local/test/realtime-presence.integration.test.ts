import type { RealtimeChannel, SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Inbox, join, RealtimeClients } from "./realtime-clients.ts";
import { startTestInstance, type TestInstance } from "./running-instance.ts";

let instance: TestInstance;
let clients: RealtimeClients;

beforeAll(async () => {
  instance = await startTestInstance("");
  clients = new RealtimeClients(instance);
});
afterAll(async () => {
  await clients.disconnect();
  await instance.dispose();
});

interface Seen {
  event: string;
  key?: string;
  newPresences?: unknown[];
  leftPresences?: unknown[];
}

async function watch(client: SupabaseClient, topic: string, key = "") {
  const seen = new Inbox<Seen>();
  const channel = await join(client, topic, {
    config: { presence: { key } },
    listen: (each) => {
      each.on("presence", { event: "sync" }, () => seen.add({ event: "sync" }));
      each.on("presence", { event: "join" }, seen.add);
      each.on("presence", { event: "leave" }, seen.add);
    },
  });
  return { channel, seen, changes: () => seen.items.filter(({ event }) => event !== "sync") };
}

function listPresent(channel: RealtimeChannel): string[] {
  return Object.getOwnPropertyNames(channel.presenceState()).toSorted((a, b) => (a < b ? -1 : 1));
}

function listSaid(channel: RealtimeChannel, key: string): number[] {
  const said = channel.presenceState<{ n: number }>()[key] ?? [];
  return said.map(({ n }) => n).toSorted((a, b) => a - b);
}

const patience = { timeout: 5_000, interval: 10 };

describe("presence", () => {
  it.each(["1.0.0", "2.0.0"] as const)("is shared by all of a topic (%s)", async (vsn) => {
    const topic = `presence-${vsn}`;
    const ada = await watch(clients.visitor(vsn), topic, "ada");
    expect(ada.channel.presenceState()).toEqual({});
    expect(await ada.channel.track({ mood: "curious" })).toBe("ok");
    const bo = await watch(clients.visitor(vsn), topic, "bo");
    await expect.poll(() => listPresent(bo.channel), patience).toEqual(["ada"]);
    expect(bo.channel.presenceState()).toEqual({
      ada: [{ mood: "curious", presence_ref: expect.any(String) }],
    });
    expect(await bo.channel.track({ mood: "busy" })).toBe("ok");
    await expect.poll(() => listPresent(ada.channel), patience).toEqual(["ada", "bo"]);
    expect(await bo.channel.untrack()).toBe("ok");
    await expect.poll(() => listPresent(ada.channel), patience).toEqual(["ada"]);
    expect(ada.changes()).toMatchObject([
      { event: "join", key: "ada", newPresences: [{ mood: "curious" }] },
      { event: "join", key: "bo", newPresences: [{ mood: "busy" }] },
      { event: "leave", key: "bo", leftPresences: [{ mood: "busy" }] },
    ]);
  });

  it("replaces what a client said before, and counts two clients of one key as two", async () => {
    const one = await watch(clients.visitor(), "replace", "same");
    const two = await watch(clients.visitor(), "replace", "same");
    await one.channel.track({ n: 1 });
    await two.channel.track({ n: 2 });
    await expect.poll(() => listSaid(one.channel, "same"), patience).toEqual([1, 2]);
    await one.channel.track({ n: 3 });
    await expect.poll(() => listSaid(two.channel, "same"), patience).toEqual([2, 3]);
    await two.channel.unsubscribe();
    await expect.poll(() => listSaid(one.channel, "same"), patience).toEqual([3]);
  });

  it("ends with the socket", async () => {
    const watcher = await watch(clients.visitor(), "gone", "watcher");
    const client = clients.visitor();
    const leaver = await watch(client, "gone", "leaver");
    await leaver.channel.track({});
    await expect.poll(() => listPresent(watcher.channel), patience).toEqual(["leaver"]);
    await client.realtime.disconnect();
    await expect.poll(() => listPresent(watcher.channel), patience).toEqual([]);
  });

  it("shows the others to a client that asked for nothing until it says something itself", async () => {
    const ada = await watch(clients.visitor(), "late", "ada");
    await ada.channel.track({});
    const quiet = await join(clients.visitor(), "late", { config: { presence: { key: "quiet" } } });
    expect(quiet.presenceState()).toEqual({});
    await quiet.track({});
    await expect.poll(() => listPresent(quiet), patience).toEqual(["ada", "quiet"]);
    await expect.poll(() => listPresent(ada.channel), patience).toEqual(["ada", "quiet"]);
  });

  it("gives a client without a key one of its own, and bears keys that objects have", async () => {
    const nameless = await watch(clients.visitor(), "keys");
    await nameless.channel.track({ n: 1 });
    const other = await watch(clients.visitor(), "keys", "toString");
    await other.channel.track({ n: 2 });
    await expect
      .poll(() => listPresent(nameless.channel), patience)
      .toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), "toString"]);
  });

  it("refuses what is no object, and ends a channel that changes its mind too often", async () => {
    const statuses = new Inbox<string>();
    const messages = new Inbox<{ message: string }>();
    const channel = clients.visitor().channel("often", { config: { presence: { key: "k" } } });
    channel.on("system", {}, messages.add).subscribe(statuses.add);
    await statuses.wait(1);
    const odd = { type: "presence", event: "track", payload: "text" } as const;
    expect(await channel.send(odd)).toBe("error");
    const unknown = { type: "presence", event: "dance" } as const;
    expect(await channel.send(unknown)).toBe("error");
    for (let n = 0; n < 3; n += 1) expect(await channel.track({ n })).toBe("ok");
    void channel.track({ n: 4 });
    expect(await statuses.wait(2)).toEqual(["SUBSCRIBED", "CLOSED"]);
    expect(messages.items).toMatchObject([
      { extension: "system", status: "error", message: "Client presence rate limit exceeded" },
    ]);
  });
});
