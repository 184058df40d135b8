import type { Extension, Readable } from "../channel-access.ts";
import { checkToken, type Identity } from "../identity.ts";
import type { Payload } from "../protocol/message.ts";
import type { RealtimeServices } from "../realtime-services.ts";
import type { Topic } from "../topics.ts";
import { type JoinConfig, JoinPayload } from "./join-config.ts";
import { findReplay, type ReplayedMessage } from "./replay.ts";

export interface JoinedChannel {
  readonly config: JoinConfig;
  readonly topic: Topic;
  identity: Identity;
  readable: Readable;
  /** Filled by the first push of each kind, and emptied when the token changes. */
  writable: Map<Extension, boolean>;
  /** Messages that a replay has brought, so that they do not come a second time. */
  readonly replayedIds: ReadonlySet<string>;
}

export type OpenedChannel =
  | { isOpen: true; joined: Omit<JoinedChannel, "topic">; replay: ReplayedMessage[] }
  /** In the hosted service's form: a code, and words. */
  | { isOpen: false; reason: string };

/** Decides whether a socket may join a topic, and as whom. Throws when the database is away. */
export async function openChannel(
  services: RealtimeServices,
  keyIdentity: Identity,
  name: string,
  payload: Payload,
): Promise<OpenedChannel> {
  if (name === "") return refuse("TopicNameRequired: You must provide a topic name");
  const read = JoinPayload.safeParse(payload.kind === "json" ? payload.value : {});
  if (!read.success) return refuse("InvalidJoinPayload: The join payload could not be read");
  const { config, access_token, user_token } = read.data;
  const { replay } = config.broadcast;
  if (replay && !config.private) {
    return refuse("UnableToReplayMessages: Replay is not allowed for public channels");
  }
  const token = user_token ?? access_token ?? null;
  const checked = await identify(services, keyIdentity, token);
  if (typeof checked === "string") return refuse(checked);
  const readable = await findReadable(services, name, config, checked);
  if (!isReadable(readable, config) || (replay && !readable.broadcast)) {
    return refuse(`Unauthorized: ${sayUnreadable(name)}`);
  }
  const replayed = replay ? await findReplay(services.pool, name, replay) : [];
  const joined = {
    config,
    identity: checked,
    readable,
    writable: new Map<Extension, boolean>(),
    replayedIds: new Set(replayed.map(({ id }) => id)),
  };
  return { isOpen: true, joined, replay: replayed };
}

/** What may be received of a topic; all of a public one. */
export async function findReadable(
  { access }: RealtimeServices,
  name: string,
  config: JoinConfig,
  identity: Identity,
): Promise<Readable> {
  return config.private ? access.findReadable(name, identity) : { broadcast: true, presence: true };
}

/** Whether there is anything in a topic for one who joins it so. */
export function isReadable(readable: Readable, { presence }: JoinConfig): boolean {
  return readable.broadcast || (presence.isEnabled && readable.presence);
}

export function sayUnreadable(name: string): string {
  return `You do not have permissions to read from this Channel topic: ${name}`;
}

async function identify(
  { tokens }: RealtimeServices,
  keyIdentity: Identity,
  token: string | null,
): Promise<Identity | string> {
  // A project key in the place of a token gives no more than the key that the socket came with.
  if (token === null || token.startsWith("sb_")) return keyIdentity;
  const checked = await checkToken(tokens, token, keyIdentity.headers);
  return checked.isGood ? checked.identity : `${checked.code}: ${checked.message}`;
}

function refuse(reason: string): OpenedChannel {
  return { isOpen: false, reason };
}
