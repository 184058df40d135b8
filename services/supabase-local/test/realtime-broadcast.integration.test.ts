import type { RealtimeClientOptions } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Inbox, join, listen, RealtimeClients } from "./realtime-clients.ts";
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

const hello = { type: "broadcast", event: "hello", payload: { text: "héllo 🌍" } } as const;

describe("broadcast", () => {
  it("reaches the others of a topic in both versions of the protocol, and nobody else", async () => {
    const sender = await listen(clients.visitor(), "room");
    const first = await listen(clients.visitor("1.0.0"), "room");
    const second = await listen(clients.visitor("2.0.0"), "room");
    const elsewhere = await listen(clients.visitor(), "room2");
    expect(await sender.channel.send(hello)).toBe("ok");
    expect(await first.channel.send({ ...hello, event: "answer" })).toBe("ok");
    expect(await second.inbox.wait(2)).toEqual([
      { type: "broadcast", event: "hello", payload: { text: "héllo 🌍" } },
      { type: "broadcast", event: "answer", payload: { text: "héllo 🌍" } },
    ]);
    expect(await first.inbox.wait(1)).toMatchObject([{ event: "hello", payload: hello.payload }]);
    expect(await sender.inbox.wait(1)).toMatchObject([{ event: "answer" }]);
    expect(elsewhere.inbox.items).toEqual([]);
  });

  it("comes back to its sender, and is acknowledged, where the channel asks for that", async () => {
    for (const vsn of ["1.0.0", "2.0.0"] as const) {
      const both = await listen(clients.visitor(vsn), `own-${vsn}`, {
        broadcast: { self: true, ack: true },
      });
      expect(await both.channel.send(hello)).toBe("ok");
      expect(await both.inbox.wait(1)).toMatchObject([{ event: "hello", payload: hello.payload }]);
    }
  });

  it("carries bytes, which clients of the first version are spared", async () => {
    const sender = await join(clients.visitor(), "bytes");
    const first = await listen(clients.visitor("1.0.0"), "bytes");
    const second = await listen(clients.visitor(), "bytes");
    const bytes = Uint8Array.from([0, 1, 2, 250, 255]).buffer;
    await sender.send({ type: "broadcast", event: "blob", payload: bytes });
    await sender.send({ type: "broadcast", event: "after", payload: {} });
    const [blob] = await second.inbox.wait(2);
    expect(blob).toMatchObject({ event: "blob" });
    expect(new Uint8Array(blob?.["payload"] as ArrayBuffer)).toEqual(new Uint8Array(bytes));
    expect(await first.inbox.wait(1)).toMatchObject([{ event: "after" }]);
  });

  it("is refused when too large, and says so where an answer is awaited", async () => {
    const sender = await join(clients.visitor(), "large", { config: { broadcast: { ack: true } } });
    const other = await listen(clients.visitor(), "large");
    const payload = { text: "x".repeat(3_010 * 1_024) };
    expect(await sender.send({ ...hello, payload })).toBe("error");
    expect(await sender.send(hello)).toBe("ok");
    expect(await other.inbox.wait(1)).toMatchObject([{ event: "hello" }]);
  });

  it("stops with the channel: after leaving nothing comes", async () => {
    const sender = await join(clients.visitor(), "leaving", {
      config: { broadcast: { ack: true } },
    });
    const client = clients.visitor();
    const left = await listen(client, "leaving");
    expect(await client.removeChannel(left.channel)).toBe("ok");
    expect(client.getChannels()).toEqual([]);
    await sender.send(hello);
    const again = await listen(client, "leaving");
    await sender.send({ ...hello, event: "second" });
    expect(await again.inbox.wait(1)).toMatchObject([{ event: "second" }]);
    expect(left.inbox.items).toEqual([]);
    expect(await client.removeAllChannels()).toEqual(["ok"]);
  });
});

describe("broadcast over HTTP", () => {
  it("reaches those who have joined, from a channel that has not", async () => {
    const { inbox } = await listen(clients.visitor(), "http");
    const unjoined = clients.visitor().channel("http");
    expect(await unjoined.httpSend("json", { count: 1 })).toEqual({ success: true });
    await unjoined.httpSend("bytes", Uint8Array.from([7, 8]).buffer);
    expect(await unjoined.send({ ...hello, event: "batch" })).toBe("ok");
    const [json, bytes, batch] = await inbox.wait(3);
    expect(json).toEqual({ type: "broadcast", event: "json", payload: { count: 1 } });
    expect([...new Uint8Array(bytes?.["payload"] as ArrayBuffer)]).toEqual([7, 8]);
    expect(batch).toEqual({ ...hello, event: "batch" });
  });

  it("takes several for several topics at once", async () => {
    const one = await listen(clients.visitor(), "batch-1");
    const two = await listen(clients.visitor("1.0.0"), "batch-2");
    const answer = await post({
      messages: [
        { topic: "batch-1", event: "a", payload: { n: 1 } },
        { topic: "batch-2", event: "b", payload: { n: 2 } },
        { topic: "batch-nobody", event: "c", payload: {} },
      ],
    });
    expect(answer.status).toBe(202);
    expect(await one.inbox.wait(1)).toMatchObject([{ event: "a", payload: { n: 1 } }]);
    expect(await two.inbox.wait(1)).toMatchObject([{ event: "b", payload: { n: 2 } }]);
  });

  it("needs a key, a good token when there is one, and a body that can be read", async () => {
    const messages = [{ topic: "http", event: "x", payload: {} }];
    expect((await post({ messages }, { apikey: "" })).status).toBe(401);
    expect((await post({ messages }, { apikey: "sb_publishable_wrong" })).status).toBe(401);
    expect((await post({ messages }, { authorization: "Bearer a.b.c" })).status).toBe(401);
    for (const body of [{}, { messages: [] }, { messages: [{ topic: "t", event: "e" }] }]) {
      const answer = await post(body);
      expect(answer.status).toBe(422);
      expect(await answer.json()).toHaveProperty("errors.messages");
    }
    expect((await post("{")).status).toBe(400);
    const large = { messages: [{ ...messages[0], payload: { x: "x".repeat(3_100 * 1_024) } }] };
    expect((await post(large)).status).toBe(413);
    const single = `${instance.url}/realtime/v1/api/broadcast/http/events/x`;
    const headers = { apikey: instance.publishableKey, "content-type": "text/plain" };
    expect((await fetch(single, { method: "POST", headers, body: "x" })).status).toBe(415);
    const plain = await fetch(`${instance.url}/realtime/v1/websocket`);
    expect(plain.status).toBe(426);
  });

  function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${instance.url}/realtime/v1/api/broadcast`, {
      method: "POST",
      headers: {
        apikey: instance.publishableKey,
        "content-type": "application/json",
        ...headers,
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  }
});

describe("the life of a socket", () => {
  it("answers heartbeats", async () => {
    const client = clients.visitor();
    const beats = new Inbox<string>();
    client.realtime.onHeartbeat(beats.add);
    await join(client, "heart");
    await client.realtime.sendHeartbeat();
    expect(await beats.wait(2)).toEqual(["sent", "ok"]);
  });

  it("is taken up again after it was cut, with its channels", async () => {
    const sockets: WebSocket[] = [];
    class Recorded extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols);
        sockets.push(this);
      }
    }
    const client = clients.visitor("2.0.0", undefined, {
      // safe because it is the platform's own WebSocket, whose error event says more than asked for
      transport: Recorded as NonNullable<RealtimeClientOptions["transport"]>,
      reconnectAfterMs: () => 10,
    });
    const statuses = new Inbox<string>();
    const inbox = new Inbox<Record<string, unknown>>();
    client.channel("reconnect").on("broadcast", { event: "*" }, inbox.add).subscribe(statuses.add);
    await statuses.wait(1);
    sockets[0]?.close(4000);
    expect(await statuses.wait(3)).toEqual(["SUBSCRIBED", "CHANNEL_ERROR", "SUBSCRIBED"]);
    await clients.visitor().channel("reconnect").httpSend("after", {});
    expect(await inbox.wait(1)).toMatchObject([{ event: "after" }]);
    expect(sockets).toHaveLength(2);
  });
});
