import type { RealtimeChannel, SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Answer, listMethods, listOutcomes, type MethodTable } from "./client-methods.ts";
import { Inbox, join, RealtimeClients, tryJoining } from "./realtime-clients.ts";
import { startTestInstance, type TestInstance } from "./running-instance.ts";

/*
 * Every public method of the official client of realtime, once with success and, where it asks the service for
 * something, once with failure. A method that a later client adds is missed here.
 */
let instance: TestInstance;
let clients: RealtimeClients;
let topics = 0;

beforeAll(async () => {
  instance = await startTestInstance("");
  clients = new RealtimeClients(instance);
});
afterAll(async () => {
  await clients.disconnect();
  await instance.dispose();
});

const inventTopic = () => `topic-${(topics += 1)}`;
const visitor = () => clients.visitor();
const socket = () => visitor().realtime;
const told = async (wanted: unknown, given: unknown): Answer => {
  expect(given).toEqual(wanted);
  return { error: null };
};

/** A channel that hears itself and waits for answers. */
const open = (client: SupabaseClient, listen: (channel: RealtimeChannel) => void = () => {}) =>
  join(client, inventTopic(), {
    config: { broadcast: { ack: true, self: true }, presence: { enabled: true } },
    listen,
  });

const refuse = async (client: SupabaseClient, config = { private: true }): Answer => {
  const { status } = await tryJoining(client, inventTopic(), { config });
  return { error: status === "SUBSCRIBED" ? null : status };
};

async function connected() {
  const realtime = socket();
  const opened = new Inbox<string>();
  realtime.onHeartbeat(opened.add);
  realtime.connect();
  for (let attempt = 0; attempt < 500 && !realtime.isConnected(); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { realtime, heartbeats: opened };
}

const ofClient: MethodTable = {
  connect: {
    works: async () => told("open", (await connected()).realtime.connectionState()),
    fails: async () => {
      const { realtime } = clients.visitor("2.0.0", "sb_publishable_wrong");
      const channel = realtime.channel(inventTopic());
      const status = await new Promise((resolve) => channel.subscribe(resolve));
      return { error: status };
    },
  },
  endpointURL: {
    works: async () => {
      const { pathname, searchParams } = new URL(socket().endpointURL());
      return told(
        ["/realtime/v1/websocket", instance.publishableKey],
        [pathname, searchParams.get("apikey")],
      );
    },
  },
  disconnect: {
    works: async () => {
      const { realtime } = await connected();
      return told("ok", await realtime.disconnect());
    },
  },
  channel: {
    works: async () => told("realtime:room", socket().channel("room").topic),
    fails: () => refuse(visitor()),
  },
  getChannels: {
    works: async () => {
      const client = visitor();
      const channel = await open(client);
      return told([channel], client.realtime.getChannels());
    },
  },
  removeChannel: {
    works: async () => {
      const client = visitor();
      return told("ok", await client.realtime.removeChannel(await open(client)));
    },
  },
  removeAllChannels: {
    works: async () => {
      const client = visitor();
      await open(client);
      await open(client);
      return told(["ok", "ok"], await client.realtime.removeAllChannels());
    },
  },
  connectionState: {
    works: async () => told("closed", socket().connectionState()),
  },
  isConnected: {
    works: async () => told(true, (await connected()).realtime.isConnected()),
  },
  isConnecting: {
    works: async () => {
      const realtime = socket();
      realtime.connect();
      return told(true, realtime.isConnecting());
    },
  },
  isDisconnecting: {
    works: async () => {
      const { realtime } = await connected();
      const ending = realtime.disconnect();
      const isEnding = realtime.isDisconnecting();
      await ending;
      return told(true, isEnding);
    },
  },
  onHeartbeat: {
    works: async () => {
      const { realtime, heartbeats } = await connected();
      await realtime.sendHeartbeat();
      return told(["sent", "ok"], (await heartbeats.wait(2)).slice(0, 2));
    },
  },
  sendHeartbeat: {
    works: async () => {
      const { realtime, heartbeats } = await connected();
      await realtime.sendHeartbeat();
      return told(true, (await heartbeats.wait(2)).includes("ok"));
    },
  },
  setAuth: {
    works: async () => {
      const { client } = await clients.signedIn();
      const { data } = await client.auth.getSession();
      await client.realtime.setAuth(data.session?.access_token);
      await open(client);
      return { error: null };
    },
    fails: async () => {
      const client = visitor();
      await client.realtime.setAuth("a.b.c");
      return refuse(client, { private: false });
    },
  },
  push: {
    works: async () => {
      const client = visitor();
      const heard = new Inbox<unknown>();
      const channel = await open(client, (each) => each.on("broadcast", { event: "*" }, heard.add));
      client.realtime.push({
        topic: channel.topic,
        event: "broadcast",
        payload: { type: "broadcast", event: "pushed", payload: {} },
        ref: "100",
      });
      return told(1, (await heard.wait(1)).length);
    },
  },
};

const ofChannel: MethodTable = {
  subscribe: {
    works: async () => told("joined", (await open(visitor())).state),
    fails: () => refuse(visitor()),
  },
  on: {
    works: async () => {
      const heard = new Inbox<unknown>();
      const channel = await open(visitor(), (each) =>
        each.on("broadcast", { event: "*" }, heard.add),
      );
      await channel.send({ type: "broadcast", event: "word", payload: {} });
      return told(1, (await heard.wait(1)).length);
    },
    fails: async () => {
      const { status } = await tryJoining(visitor(), inventTopic(), {
        config: { postgres_changes_options: { wait: true } },
        listen: (channel) => {
          const filter = { event: "*", schema: "public", table: "none" } as const;
          channel.on("postgres_changes", filter, () => {});
        },
      });
      return { error: status === "SUBSCRIBED" ? null : status };
    },
  },
  send: {
    works: async () => {
      const channel = await open(visitor());
      return told("ok", await channel.send({ type: "broadcast", event: "word", payload: {} }));
    },
    fails: async () => {
      const channel = await open(visitor());
      const payload = { text: "x".repeat(3_080_000) };
      const answer = await channel.send({ type: "broadcast", event: "word", payload });
      return { error: answer === "ok" ? null : answer };
    },
  },
  httpSend: {
    works: async () => {
      const { success } = await visitor().channel(inventTopic()).httpSend("word", {});
      return { error: !success };
    },
    fails: async () => {
      const wrong = clients.visitor("2.0.0", "sb_publishable_wrong");
      const error: unknown = await wrong
        .channel(inventTopic())
        .httpSend("word", {})
        .catch((reason: unknown) => reason);
      return { error: error instanceof Error ? error : (error as { success: boolean }).success };
    },
  },
  track: {
    works: async () => told("ok", await (await open(visitor())).track({ mood: "calm" })),
    fails: async () => {
      const channel = await open(visitor());
      const answers: string[] = [];
      for (let n = 0; n < 6; n += 1) answers.push(await channel.track({ n }).catch(String));
      return { error: answers.every((answer) => answer === "ok") ? null : answers };
    },
  },
  untrack: {
    works: async () => {
      const channel = await open(visitor());
      await channel.track({ mood: "calm" });
      return told("ok", await channel.untrack());
    },
  },
  presenceState: {
    works: async () => {
      const synced = new Inbox<null>();
      const channel = await open(visitor(), (each) =>
        each.on("presence", { event: "join" }, () => synced.add(null)),
      );
      await channel.track({ mood: "calm" });
      await synced.wait(1);
      return told(1, Object.keys(channel.presenceState()).length);
    },
  },
  unsubscribe: {
    works: async () => told("ok", await (await open(visitor())).unsubscribe()),
  },
  teardown: {
    works: async () => {
      const channel = await open(visitor());
      channel.teardown();
      return told("closed", channel.state);
    },
  },
  // A token that is renewed before the next join goes along with it.
  updateJoinPayload: {
    works: async () => {
      const channel = visitor().channel(inventTopic());
      channel.updateJoinPayload({ access_token: instance.publishableKey });
      const status = await new Promise((resolve) => channel.subscribe(resolve));
      return told("SUBSCRIBED", status);
    },
    fails: async () => {
      const channel = visitor().channel(inventTopic());
      channel.updateJoinPayload({ access_token: "a.b.c" });
      const status = await new Promise((resolve) => channel.subscribe(resolve));
      return { error: status === "SUBSCRIBED" ? null : status };
    },
  },
};

/** Said to be private or internal by the client's types, though they are there. */
const inner = new Set(["accessToken", "fetch", "log", "hasLogger", "copyBindings"]);

it.each(listOutcomes(ofClient))("realtime: %s", async (_, ask, wanted) => {
  expect(await ask()).toBe(wanted);
});
it.each(listOutcomes(ofChannel))("channel: %s", async (_, ask, wanted) => {
  expect(await ask()).toBe(wanted);
});

it("leaves out no public method of the client", () => {
  const realtime = socket();
  const places = [
    [realtime, ofClient],
    [realtime.channel("none"), ofChannel],
  ] as const;
  for (const [object, table] of places) {
    const all = listMethods(object).filter((name) => !inner.has(name));
    expect(all).toEqual(Object.keys(table).toSorted());
  }
});
