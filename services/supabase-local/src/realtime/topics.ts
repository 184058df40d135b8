import type { Frame } from "./protocol/encode-frame.ts";
import { encodeFrame } from "./protocol/encode-frame.ts";
import type { Message, Payload, ProtocolVersion } from "./protocol/message.ts";
import { TopicPresence } from "./topic-presence.ts";

/** A channel of one socket, as its topic sees it. */
export interface TopicMember {
  readonly version: ProtocolVersion;
  /** `id` names a stored message. */
  mayReceive(event: string, id: string | null): boolean;
  sendFrame(frame: Frame): void;
}

/** All who have joined one topic. A public and a private topic of one name are two. */
export interface Topic {
  readonly name: string;
  readonly isPrivate: boolean;
  readonly members: Set<TopicMember>;
  readonly presence: TopicPresence;
}

/** Which channels are open, and what reaches all of them. */
export class Topics {
  readonly #topics = new Map<string, Topic>();

  open(name: string, isPrivate: boolean): Topic {
    const key = toKey(name, isPrivate);
    const known = this.#topics.get(key);
    if (known) return known;
    const presence = new TopicPresence((diff) =>
      this.publish(topic, "presence_diff", { kind: "json", value: { ...diff } }),
    );
    const topic: Topic = { name, isPrivate, members: new Set(), presence };
    this.#topics.set(key, topic);
    return topic;
  }

  find(name: string, isPrivate: boolean): Topic | null {
    return this.#topics.get(toKey(name, isPrivate)) ?? null;
  }

  leave(topic: Topic, member: TopicMember): void {
    topic.members.delete(member);
    topic.presence.untrack(member);
    if (topic.members.size > 0) return;
    topic.presence.close();
    const key = toKey(topic.name, topic.isPrivate);
    if (this.#topics.get(key) === topic) this.#topics.delete(key);
  }

  /** Sends to every member that may receive it. A frame is written once for each version of the protocol. */
  publish(
    topic: Topic,
    event: string,
    payload: Payload,
    except?: TopicMember,
    id: string | null = null,
  ): void {
    const message: Message = {
      joinRef: null,
      ref: null,
      topic: `realtime:${topic.name}`,
      event,
      payload,
    };
    const frames = new Map<ProtocolVersion, Frame | null>();
    for (const member of topic.members) {
      if (member === except || !member.mayReceive(event, id)) continue;
      let frame = frames.get(member.version);
      if (frame === undefined) {
        frame = encodeFrame(member.version, message);
        frames.set(member.version, frame);
      }
      if (frame !== null) member.sendFrame(frame);
    }
  }
}

function toKey(name: string, isPrivate: boolean): string {
  return `${isPrivate ? "private" : "public"}:${name}`;
}
