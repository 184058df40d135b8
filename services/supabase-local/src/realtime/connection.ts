import type { WebSocket } from "ws";
import { Channel, type ChannelSocket } from "./channel/channel.ts";
import type { Identity } from "./identity.ts";
import { limits, RateWindow } from "./limits.ts";
import { decodeFrame } from "./protocol/decode-frame.ts";
import { encodeFrame, type Frame } from "./protocol/encode-frame.ts";
import { MalformedFrame, type Message, type ProtocolVersion } from "./protocol/message.ts";
import { logFailure, type RealtimeServices } from "./realtime-services.ts";
import { type Backlog, SerialQueue } from "./serial-queue.ts";

const closeCodes = { goingAway: 1001, protocolError: 1002, tooMuch: 1008 } as const;

/** One client's socket and the channels that it has joined. */
export class Connection implements ChannelSocket {
  readonly version: ProtocolVersion;
  readonly keyIdentity: Identity;
  readonly backlog: Backlog = { bytes: 0 };
  readonly #socket: WebSocket;
  readonly #services: RealtimeServices;
  readonly #channels = new Map<string, Channel>();
  readonly #joins = new RateWindow(limits.joinsPerSecond);
  readonly #messages = new RateWindow(limits.messagesPerSecond);
  readonly #silence: NodeJS.Timeout;
  /** Messages wait while a channel is joined or left, so that each finds what those before it did. */
  readonly #messageQueue: SerialQueue;
  #isOver = false;

  constructor(
    socket: WebSocket,
    services: RealtimeServices,
    version: ProtocolVersion,
    keyIdentity: Identity,
  ) {
    this.version = version;
    this.keyIdentity = keyIdentity;
    this.#socket = socket;
    this.#services = services;
    const onError = (error: unknown) => logFailure(services.log, error);
    this.#messageQueue = new SerialQueue(onError, this.backlog);
    this.#silence = setTimeout(() => this.#drop("silent"), limits.silenceMs);
    this.#silence.unref();
    socket.on("message", (data, isBinary) => {
      // Node hands over whole messages as one buffer.
      if (Buffer.isBuffer(data)) this.#receive(data, isBinary);
    });
    socket.on("close", () => this.#end());
    // After a frame that breaks the rules of websockets; the library says so to the client and closes.
    socket.on("error", () => this.#end());
  }

  send(message: Message): void {
    const frame = encodeFrame(this.version, message);
    if (frame !== null) this.sendFrame(frame);
  }

  /** A reader so slow that too much waits for it is dropped: it may come back and join anew. */
  sendFrame(frame: Frame): void {
    if (this.#isOver) return;
    if (this.#socket.bufferedAmount + frame.length > limits.bufferedBytes) {
      this.#drop("slow");
      return;
    }
    this.#socket.send(frame, { binary: typeof frame !== "string" });
  }

  release(channel: Channel): void {
    if (this.#channels.get(channel.topicName) === channel) this.#channels.delete(channel.topicName);
  }

  /** Asks the client to go, as the service is about to stop. */
  close(): void {
    this.#socket.close(closeCodes.goingAway);
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.#isOver) return;
    this.#silence.refresh();
    if (!this.#messages.take(Date.now())) {
      this.#refuse("too-many-messages", closeCodes.tooMuch);
      return;
    }
    let message: Message;
    try {
      message = decodeFrame(this.version, data, isBinary);
    } catch (error) {
      if (!(error instanceof MalformedFrame)) throw error;
      this.#refuse("malformed", closeCodes.protocolError);
      return;
    }
    const isTooMuch = this.backlog.bytes + data.length > limits.waitingBytes;
    if (isTooMuch || this.#messageQueue.length >= limits.waitingMessages) {
      this.#refuse("too-many-messages", closeCodes.tooMuch);
      return;
    }
    this.#messageQueue.add(() => this.#dispatch(message, data.length), data.length);
  }

  #dispatch(message: Message, bytes: number): void | Promise<void> {
    if (this.#isOver) return;
    const { topic, event } = message;
    if (topic === "phoenix" && event === "heartbeat") {
      this.#reply(message, "ok", {});
      return;
    }
    if (event === "phx_join") return this.#join(message);
    const channel = this.#channels.get(topic);
    if (event === "phx_leave") {
      if (channel && isOfJoin(message, channel)) return channel.leave(message);
      this.#reply(message, "ok", {});
      return;
    }
    if (!channel) {
      this.#reply(message, "error", { reason: "unmatched topic" });
      return;
    }
    if (isOfJoin(message, channel)) channel.handle(message, bytes);
  }

  #join(message: Message): void | Promise<void> {
    const { topic, joinRef, ref } = message;
    if (!topic.startsWith("realtime:")) {
      this.#reply(message, "error", { reason: "unmatched topic" });
      return;
    }
    if (!this.#joins.take(Date.now())) {
      const reason = "ClientJoinRateLimitReached: Too many joins per second";
      this.#reply(message, "error", { reason });
      this.#refuse("too-many-joins", closeCodes.tooMuch);
      return;
    }
    this.#channels.get(topic)?.replace();
    if (this.#channels.size >= limits.channelsPerSocket) {
      this.#reply(message, "error", { reason: "ChannelRateLimitReached: Too many channels" });
      return;
    }
    // The first version of the protocol names the join by its only reference.
    const channel = new Channel(this, this.#services, topic, joinRef ?? ref);
    this.#channels.set(topic, channel);
    return channel.join(message);
  }

  #reply(
    { joinRef, ref, topic }: Message,
    status: "ok" | "error",
    response: Record<string, unknown>,
  ): void {
    const value = { status, response };
    this.send({ joinRef, ref, topic, event: "phx_reply", payload: { kind: "json", value } });
  }

  #refuse(reason: string, code: number): void {
    this.#services.log("realtime.socket-refused", { reason });
    this.#end();
    this.#socket.close(code);
  }

  #drop(reason: string): void {
    if (!this.#isOver) this.#services.log("realtime.socket-dropped", { reason });
    this.#end();
    this.#socket.terminate();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#silence);
    this.#messageQueue.clear();
    for (const channel of this.#channels.values()) channel.dispose();
    this.#channels.clear();
  }
}

/** False for a push of an earlier join, on its way when the topic was joined anew. */
function isOfJoin({ joinRef }: Message, channel: Channel): boolean {
  return joinRef === null || joinRef === channel.joinRef;
}
