import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { JsonObject } from "../json-object.ts";
import { limits } from "../limits.ts";
import type { Message } from "../protocol/message.ts";
import type { Channel } from "./channel.ts";
import { measure } from "./handle-broadcast.ts";

const PresencePush = z.object({
  event: z.string().toLowerCase(),
  payload: z.unknown().optional(),
});

/** Tracks or untracks the channel in its topic. */
export async function handlePresence(channel: Channel, message: Message): Promise<void> {
  const read = PresencePush.safeParse(
    message.payload.kind === "json" ? message.payload.value : null,
  );
  if (!read.success) {
    channel.reply(message, "ok");
    return;
  }
  if (!channel.presenceChanges.take(Date.now())) {
    channel.shutDown("Client presence rate limit exceeded");
    return;
  }
  const { presence } = channel.joined.topic;
  switch (read.data.event) {
    case "track":
      if (await channel.mayWrite("presence")) track(channel, message, read.data.payload ?? {});
      else channel.reply(message, "error");
      return;
    case "untrack":
      presence.untrack(channel);
      channel.trackedPayload = null;
      channel.reply(message, "ok");
      return;
    default:
      channel.reply(message, "error");
  }
}

function track(channel: Channel, message: Message, payload: unknown): void {
  const read = JsonObject.safeParse(payload);
  if (!read.success) {
    channel.reply(message, "error", { reason: "Presence track payload must be a map" });
    return;
  }
  if (measure({ kind: "json", value: read.data }) > limits.payloadBytes) {
    channel.shutDown("Track message size exceeded");
    return;
  }
  const { topic, config } = channel.joined;
  if (!isDeepStrictEqual(channel.trackedPayload, read.data)) {
    topic.presence.track(channel, config.presence.key, read.data);
    channel.trackedPayload = read.data;
  }
  channel.reply(message, "ok");
  if (channel.receivesPresence) return;
  // Who says something of itself is shown the others too, though it had not asked when it joined.
  channel.receivesPresence = true;
  channel.sendPresenceState();
}
