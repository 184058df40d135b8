import { connect as connectTcp } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { holdTransaction } from "./held-transaction.ts";
import { Inbox, join, RealtimeClients, tryJoining } from "./realtime-clients.ts";
import { startTestInstance, type TestInstance } from "./running-instance.ts";

let instance: TestInstance;
let clients: RealtimeClients;
const open = new Set<WebSocket>();

beforeAll(async () => {
  // The shortest life of a token that the configuration knows.
  instance = await startTestInstance("[auth]\njwt_expiry = 60\n");
  clients = new RealtimeClients(instance);
});
afterAll(async () => {
  for (const socket of open) socket.terminate();
  await clients.disconnect();
  await instance.dispose();
});

interface RawSocket {
  socket: WebSocket;
  inbox: Inbox<unknown>;
  closed: Promise<number>;
  send: (frame: unknown) => void;
}

/** A socket without the official client, to send what that never would. */
function openRaw(vsn = "2.0.0", key = instance.publishableKey): Promise<RawSocket> {
  const address = `${instance.url.replace("http", "ws")}/realtime/v1/websocket?vsn=${vsn}&apikey=${key}`;
  const socket = new WebSocket(address);
  open.add(socket);
  const inbox = new Inbox<unknown>();
  socket.on("message", (data: Buffer, isBinary) => {
    inbox.add(isBinary ? data : JSON.parse(data.toString("utf8")));
  });
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  const send = (frame: unknown) =>
    socket.send(Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve({ socket, inbox, closed, send }));
    socket.once("error", reject);
  });
}

describe("a socket", () => {
  it("opens for a project key and a known protocol only, at one address", async () => {
    await expect(openRaw("2.0.0", "sb_publishable_none")).rejects.toThrow("401");
    await expect(openRaw("2.0.0", "")).rejects.toThrow("401");
    await expect(openRaw("3.0.0")).rejects.toThrow("400");
    const elsewhere = new WebSocket(`${instance.url.replace("http", "ws")}/auth/v1/websocket`);
    const refused = new Promise((_, reject) => elsewhere.once("error", reject));
    await expect(refused).rejects.toThrow("404");
  });

  it("is refused for what is no address, and let go of although its client stays", async () => {
    const { hostname, port } = new URL(instance.url);
    for (const target of ["//", "//[", "http://", "/%", "*"]) {
      const socket = connectTcp({ host: hostname, port: Number(port), allowHalfOpen: true });
      const lines = [
        `GET ${target} HTTP/1.1`,
        "Host: localhost",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ];
      socket.write(`${lines.join("\r\n")}\r\n\r\n`);
      let answer = "";
      socket.on("data", (data) => (answer += data.toString("utf8")));
      await new Promise((resolve) => socket.once("end", resolve));
      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
      // The end of the other side alone would let it be written to for ever.
      const broken = new Promise((resolve) => socket.once("error", resolve));
      const writing = setInterval(() => socket.write("still here"), 10);
      expect(await broken).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
      clearInterval(writing);
    }
    expect((await fetch(instance.url)).status).toBe(200);
  });

  it("is closed when too many bytes wait for the database", async () => {
    const held = await holdTransaction(instance, "lock table realtime.messages");
    const { closed, send } = await openRaw();
    send(["1", "1", "realtime:waiting", "phx_join", { config: { private: true } }]);
    await held.waitForAnother();
    const payload = { text: "x".repeat(3_000_000) };
    for (let n = 0; n < 6; n += 1) send(["1", `${n}`, "realtime:waiting", "broadcast", payload]);
    expect(await closed).toBe(1008);
    await held.commit();
  });

  it("speaks the first version of the protocol in objects", async () => {
    const { inbox, send } = await openRaw("1.0.0");
    send({ topic: "phoenix", event: "heartbeat", payload: {}, ref: "1" });
    send({ topic: "realtime:raw", event: "phx_join", payload: { config: {} }, ref: "2" });
    send({ topic: "realtime:raw", event: "phx_leave", payload: {}, ref: "3" });
    const ok = (response: unknown) => ({ status: "ok", response });
    expect(await inbox.wait(4)).toEqual([
      { topic: "phoenix", event: "phx_reply", payload: ok({}), ref: "1", join_ref: null },
      {
        topic: "realtime:raw",
        event: "phx_reply",
        payload: ok({ postgres_changes: [] }),
        ref: "2",
        join_ref: "2",
      },
      { topic: "realtime:raw", event: "phx_reply", payload: ok({}), ref: "3", join_ref: "2" },
      { topic: "realtime:raw", event: "phx_close", payload: {}, ref: "2", join_ref: "2" },
    ]);
  });

  it("says that a topic is unknown, and knows one join of a topic at a time", async () => {
    const { inbox, send } = await openRaw();
    const ended = { status: "error", response: { reason: "unmatched topic" } };
    send([null, "1", "realtime:none", "broadcast", {}]);
    send(["2", "2", "room:none", "phx_join", {}]);
    send(["3", "3", "realtime:", "phx_join", {}]);
    send(["4", "4", "realtime:twice", "phx_join", {}]);
    send(["5", "5", "realtime:twice", "phx_join", {}]);
    send(["4", "6", "realtime:twice", "phx_leave", {}]);
    const nameless = { reason: "TopicNameRequired: You must provide a topic name" };
    const joined = { status: "ok", response: { postgres_changes: [] } };
    expect(await inbox.wait(7)).toEqual([
      [null, "1", "realtime:none", "phx_reply", ended],
      ["2", "2", "room:none", "phx_reply", ended],
      ["3", "3", "realtime:", "phx_reply", { status: "error", response: nameless }],
      ["4", "4", "realtime:twice", "phx_reply", joined],
      ["4", "4", "realtime:twice", "phx_close", {}],
      ["5", "5", "realtime:twice", "phx_reply", joined],
      ["4", "6", "realtime:twice", "phx_reply", { status: "ok", response: {} }],
    ]);
  });

  it("carries Phoenix's own frames of bytes as a broadcast", async () => {
    const [sender, receiver] = [await openRaw(), await openRaw()];
    for (const { send } of [sender, receiver]) send(["1", "1", "realtime:b", "phx_join", {}]);
    await Promise.all([sender.inbox.wait(1), receiver.inbox.wait(1)]);
    const frame = (kind: number, fields: string[], body: number[]) =>
      Buffer.concat([
        Buffer.from([kind, ...fields.map((field) => field.length)]),
        Buffer.from(fields.join("")),
        Buffer.from(body),
      ]);
    sender.send(frame(0, ["1", "2", "realtime:b", "broadcast"], [9, 8]));
    const [, received] = await receiver.inbox.wait(2);
    expect(received).toEqual(frame(2, ["realtime:b", "broadcast"], [9, 8]));
  });

  it.each([
    ["no JSON", "{"],
    ["no message", "[1, 2]"],
    ["an unknown binary frame", Buffer.from([9])],
    ["a frame that ends early", Buffer.from([3, 200, 1, 1])],
  ])("is closed on %s", async (_, frame) => {
    const { socket, closed } = await openRaw();
    socket.send(frame, { binary: typeof frame !== "string" });
    expect(await closed).toBe(1002);
  });

  it("is closed on too large a frame, too many messages and too many joins", async () => {
    const large = await openRaw();
    large.socket.send(Buffer.alloc(3_200 * 1_024));
    expect(await large.closed).toBe(1009);
    const busy = await openRaw();
    for (let n = 0; n < 1_200; n += 1) busy.send([null, "1", "phoenix", "heartbeat", {}]);
    expect(await busy.closed).toBe(1008);
    const joining = await openRaw();
    for (let n = 0; n < 250; n += 1)
      joining.send([String(n), String(n), `realtime:${n}`, "phx_join", {}]);
    expect(await joining.closed).toBe(1008);
    const reasons = joining.inbox.items.map((item) => JSON.stringify(item)).join();
    expect(reasons).toContain("ClientJoinRateLimitReached");
  });

  it("holds a hundred channels", async () => {
    const { inbox, send } = await openRaw();
    const joinOne = (n: number) => send([`${n}`, `${n}`, `realtime:${n}`, "phx_join", {}]);
    for (let n = 0; n < 100; n += 1) joinOne(n);
    await inbox.wait(100);
    // The next second, so that it is not the rate that refuses.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    joinOne(100);
    expect((await inbox.wait(101)).at(-1)).toMatchObject({
      4: { response: { reason: "ChannelRateLimitReached: Too many channels" } },
    });
  });

  it("is dropped when its reader is so slow that too much waits for it", async () => {
    const slow = await openRaw();
    slow.send(["1", "1", "realtime:flood", "phx_join", {}]);
    await slow.inbox.wait(1);
    slow.socket.pause();
    const sender = await join(clients.visitor(), "flood", { config: { broadcast: { ack: true } } });
    const payload = { text: "x".repeat(2_000_000) };
    for (let n = 0; n < 12; n += 1) {
      expect(await sender.send({ type: "broadcast", event: "much", payload })).toBe("ok");
    }
    slow.socket.resume();
    expect(await slow.closed).toBe(1006);
  });
});

describe("the token of a channel", () => {
  it("must be good, and the reason is said when it is not", async () => {
    const { client } = await clients.signedIn();
    expect((await tryJoining(client, "signed-in")).status).toBe("SUBSCRIBED");
    const bad = clients.visitor();
    await bad.realtime.setAuth("a.b.c");
    expect(await tryJoining(bad, "bad")).toMatchObject({
      status: "CHANNEL_ERROR",
      error: "MalformedJWT: The token provided is not a valid JWT",
    });
    const session = await client.auth.getSession();
    const token = session.data.session?.access_token ?? "";
    const forged = clients.visitor();
    await forged.realtime.setAuth(`${token.slice(0, -8)}AAAAAAAA`);
    expect(await tryJoining(forged, "forged")).toMatchObject({
      status: "CHANNEL_ERROR",
      error: "JwtSignatureError: Failed to validate JWT signature",
    });
  });

  it("is taken anew on a live socket, and a bad one ends the channel", async () => {
    const { client } = await clients.signedIn();
    const statuses = new Inbox<string>();
    const messages = new Inbox<{ message: string }>();
    const channel = client.channel("renewed", { config: { broadcast: { ack: true, self: true } } });
    channel.on("system", {}, messages.add).subscribe(statuses.add);
    await statuses.wait(1);
    const refreshed = await client.auth.refreshSession();
    await client.realtime.setAuth(refreshed.data.session?.access_token);
    expect(await channel.send({ type: "broadcast", event: "still", payload: {} })).toBe("ok");
    await client.realtime.setAuth("not.a.token");
    expect(await statuses.wait(2)).toEqual(["SUBSCRIBED", "CLOSED"]);
    expect(messages.items).toMatchObject([
      { status: "error", message: "The token provided is not a valid JWT", channel: "renewed" },
    ]);
  });
});
