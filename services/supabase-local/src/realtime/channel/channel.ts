import type { ChangeListener } from "../changes/change-listeners.ts";
import type { Extension } from "../channel-access.ts";
import { checkToken, type Identity, sayExpired } from "../identity.ts";
import { limits, RateWindow } from "../limits.ts";
import type { Frame } from "../protocol/encode-frame.ts";
import type { Message, Payload, ProtocolVersion } from "../protocol/message.ts";
import { logFailure, type RealtimeServices } from "../realtime-services.ts";
import { type Backlog, SerialQueue } from "../serial-queue.ts";
import type { TopicMember } from "../topics.ts";
import { ChannelChanges, waitAtMost } from "./channel-changes.ts";
import { handleBroadcast } from "./handle-broadcast.ts";
import { handlePresence } from "./handle-presence.ts";
import {
  findReadable,
  isReadable,
  type JoinedChannel,
  openChannel,
  sayUnreadable,
} from "./open-channel.ts";

/** What a channel needs of the socket that it belongs to. */
export interface ChannelSocket {
  readonly version: ProtocolVersion;
  /** Who the project key of the socket stands for. */
  readonly keyIdentity: Identity;
  /** What waits of the whole socket. */
  readonly backlog: Backlog;
  send(message: Message): void;
  sendFrame(frame: Frame): void;
  /** The channel is over. */
  release(channel: Channel): void;
}

const longestTimerMs = 60 * 60_000;
/** How long a join waits for the log of changes, which the first of them starts. */
const readingTimeoutMs = 1_500;
const longestReadingWaitMs = 10_000;
const databaseAway = "Realtime was unable to connect to the project database";
const prefix = "realtime:";

/** One topic as one socket has joined it. Pushes are handled in their order, each to its end. */
export class Channel implements TopicMember, ChangeListener {
  readonly version: ProtocolVersion;
  readonly topicName: string;
  readonly joinRef: string | null;
  readonly services: RealtimeServices;
  readonly presenceChanges = new RateWindow(
    limits.presenceChanges.count,
    limits.presenceChanges.windowMs,
  );
  /** Set by the join, or by the first that the channel says of itself. */
  receivesPresence = false;
  trackedPayload: Record<string, unknown> | null = null;
  readonly #socket: ChannelSocket;
  readonly #pushes: SerialQueue;
  #joined: JoinedChannel | null = null;
  #isClosed = false;
  #changes: ChannelChanges | null = null;
  #usesChanges = false;
  #expiry: NodeJS.Timeout | null = null;

  constructor(
    socket: ChannelSocket,
    services: RealtimeServices,
    topicName: string,
    joinRef: string | null,
  ) {
    this.version = socket.version;
    this.topicName = topicName;
    this.joinRef = joinRef;
    this.services = services;
    this.#socket = socket;
    this.#pushes = new SerialQueue((error) => logFailure(services.log, error), socket.backlog);
  }

  get #name(): string {
    return this.topicName.slice(prefix.length);
  }

  get joined(): JoinedChannel {
    if (!this.#joined) throw new Error("The channel has not been joined.");
    return this.#joined;
  }

  /** Answers the push that asks to join. */
  async join(message: Message): Promise<void> {
    const { services } = this;
    const { keyIdentity } = this.#socket;
    try {
      const opened = await openChannel(services, keyIdentity, this.#name, message.payload);
      if (this.#isClosed) return;
      if (!opened.isOpen) return this.#refuse(message, opened.reason);
      this.#usesChanges = true;
      await services.changes.use(readingTimeoutMs);
      if (this.#isClosed) return;
      const { config } = opened.joined;
      const changes = new ChannelChanges(services, this, config.postgres_changes);
      this.#start(opened.joined, changes);
      const subscribing = changes.wishes.length === 0 ? null : changes.subscribe();
      const { wait, timeout } = config.postgres_changes_options;
      const obstacle = subscribing && wait ? await waitAtMost(subscribing, timeout) : null;
      if (this.#isClosed) return;
      if (obstacle !== null) return this.#refuse(message, obstacle);
      this.reply(message, "ok", { postgres_changes: changes.wishes });
      for (const { payload } of opened.replay) this.#sendPayload("broadcast", payload);
      if (this.receivesPresence) this.sendPresenceState();
      if (config.broadcast.replication_ready) void this.#announceReading();
      if (subscribing) this.#announceOutcome(subscribing);
    } catch (error) {
      logFailure(services.log, error);
      this.#refuse(message, `UnableToConnectToProject: ${databaseAway}`);
    }
  }

  #start(joined: Omit<JoinedChannel, "topic">, changes: ChannelChanges): void {
    const topic = this.services.topics.open(this.#name, joined.config.private);
    this.#joined = { ...joined, topic };
    topic.members.add(this);
    this.#changes = changes;
    this.receivesPresence = joined.config.presence.isEnabled;
    this.#watchExpiry();
  }

  #refuse(message: Message, reason: string): void {
    if (this.#isClosed) return;
    this.reply(message, "error", { reason });
    this.#end();
  }

  #announceOutcome(subscribing: Promise<string | null>): void {
    const say = (obstacle: string | null) => {
      if (this.#isClosed) return;
      if (obstacle === null) this.announceChanges();
      else this.sendSystemMessage("postgres_changes", "error", obstacle);
    };
    subscribing.then(say, (error: unknown) => {
      logFailure(this.services.log, error);
      say(databaseAway);
    });
  }

  announceChanges(): void {
    this.sendSystemMessage("postgres_changes", "ok", "Subscribed to PostgreSQL");
  }

  sendChange(ids: number[], data: Record<string, unknown>): void {
    this.push("postgres_changes", { ids, data });
  }

  get identity(): Identity {
    return this.joined.identity;
  }

  async #announceReading(): Promise<void> {
    const isReading = await this.services.changes.waitUntilReading(longestReadingWaitMs);
    if (this.#isClosed) return;
    if (isReading) this.sendSystemMessage("system", "ok", "Replication connection established");
    else this.shutDown("Replication connection was not established in time");
  }

  /** Answers the push that asks to leave, after all that were sent before it. */
  async leave(message: Message): Promise<void> {
    await this.#pushes.settle();
    if (this.#isClosed) return;
    this.reply(message, "ok");
    this.#sendClose();
    this.#end();
  }

  handle(message: Message, bytes: number): void {
    if (this.#pushes.length >= limits.waitingPushes) {
      this.shutDown("Too many messages per second");
      return;
    }
    this.#pushes.add(() => this.#handle(message), bytes);
  }

  #handle(message: Message): void | Promise<void> {
    if (this.#isClosed || !this.#joined) return;
    switch (message.event) {
      case "broadcast":
        return handleBroadcast(this, message);
      case "presence":
        return handlePresence(this, message);
      case "access_token":
        return this.#renewToken(message);
      default:
        return;
    }
  }

  async #renewToken({ payload }: Message): Promise<void> {
    const token = payload.kind === "json" ? payload.value["access_token"] : null;
    if (typeof token !== "string" || token.startsWith("sb_")) return;
    if (token === this.joined.identity.token) return;
    const { joined, services } = this;
    const { headers } = joined.identity;
    const checked = await checkToken(services.tokens, token, headers);
    if (!checked.isGood) return this.shutDown(checked.message);
    const before = joined.readable;
    try {
      const readable = await findReadable(services, this.#name, joined.config, checked.identity);
      const isLost =
        (before.broadcast && !readable.broadcast) || (before.presence && !readable.presence);
      if (!isReadable(readable, joined.config)) return this.shutDown(sayUnreadable(this.#name));
      if (isLost) {
        return this.shutDown(
          `You no longer have permission to read from this Channel topic: ${this.#name}`,
        );
      }
      joined.identity = checked.identity;
      joined.readable = readable;
      joined.writable.clear();
      if (!this.#isClosed) this.#watchExpiry();
    } catch (error) {
      logFailure(services.log, error);
      this.shutDown(databaseAway);
    }
  }

  /** Whether the policies let this channel write; asked once for each token. */
  mayWrite(extension: Extension): boolean | Promise<boolean> {
    const { config, identity, writable } = this.joined;
    if (!config.private) return true;
    const known = writable.get(extension);
    if (known !== undefined) return known;
    return this.services.access.mayWrite(this.#name, extension, identity).then((allowed) => {
      writable.set(extension, allowed);
      return allowed;
    });
  }

  /** Closes the channel when its token ends before a newer one comes. */
  #watchExpiry(): void {
    if (this.#expiry) clearTimeout(this.#expiry);
    this.#expiry = null;
    const { expiresAtMs } = this.joined.identity;
    if (expiresAtMs === null) return;
    const leftMs = expiresAtMs - Date.now();
    if (leftMs <= 0) {
      this.shutDown(sayExpired(Math.round(-leftMs / 1_000)));
      return;
    }
    this.#expiry = setTimeout(() => this.#watchExpiry(), Math.min(leftMs, longestTimerMs));
    this.#expiry.unref();
  }

  mayReceive(event: string, id: string | null): boolean {
    const { readable, replayedIds } = this.joined;
    if (event === "presence_diff") return this.receivesPresence && readable.presence;
    return readable.broadcast && (id === null || !replayedIds.has(id));
  }

  sendFrame(frame: Frame): void {
    this.#socket.sendFrame(frame);
  }

  push(event: string, value: Record<string, unknown>): void {
    this.#send(event, null, value);
  }

  reply({ ref }: Message, status: "ok" | "error", response: Record<string, unknown> = {}): void {
    this.#send("phx_reply", ref, { status, response });
  }

  sendPresenceState(): void {
    if (!this.joined.readable.presence) return;
    this.push("presence_state", this.joined.topic.presence.list());
  }

  sendSystemMessage(extension: string, status: "ok" | "error", message: string): void {
    this.push("system", { extension, status, message, channel: this.#name });
  }

  /** Says why and ends the channel; the socket and its other channels go on. */
  shutDown(message: string): void {
    if (this.#isClosed) return;
    this.services.log("realtime.channel-shut-down", {});
    this.sendSystemMessage("system", "error", message);
    this.replace();
  }

  /** Ends the channel as its client has joined the topic anew. */
  replace(): void {
    this.#sendClose();
    this.#end();
  }

  /** Ends the channel without a word, as its socket is gone. */
  dispose(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#pushes.clear();
    if (this.#expiry) clearTimeout(this.#expiry);
    if (this.#joined) this.services.topics.leave(this.#joined.topic, this);
    this.#changes?.close();
    if (this.#usesChanges) this.services.changes.release();
  }

  #end(): void {
    this.#socket.release(this);
    this.dispose();
  }

  /** A client takes this for the end of the join that it names, and of no later one. */
  #sendClose(): void {
    this.#send("phx_close", this.joinRef, {});
  }

  #send(event: string, ref: string | null, value: Record<string, unknown>): void {
    this.#sendPayload(event, { kind: "json", value }, ref);
  }

  #sendPayload(event: string, payload: Payload, ref: string | null = null): void {
    const { joinRef, topicName: topic } = this;
    this.#socket.send({ joinRef, ref, topic, event, payload });
  }
}
