import { limits } from "../limits.ts";
import type { Message, Payload } from "../protocol/message.ts";
import type { Channel } from "./channel.ts";

/**
 * Hands a client's broadcast on to all others of the topic, and to itself where it has asked for that.
 * Who may not write gets no answer, as from the hosted service.
 */
export function handleBroadcast(channel: Channel, message: Message): void | Promise<void> {
  const { payload } = message;
  if (payload.kind === "broadcast" && payload.metadata["persist"]) {
    channel.reply(message, "error", { error: cannotStore });
    return;
  }
  const allowed = channel.mayWrite("broadcast");
  if (allowed === true) return publish(channel, message);
  if (allowed === false) return;
  return allowed.then((isAllowed) => {
    if (isAllowed) publish(channel, message);
  });
}

function publish(channel: Channel, message: Message): void {
  const { config, topic } = channel.joined;
  if (measure(message.payload) > limits.payloadBytes) {
    if (config.broadcast.ack) channel.reply(message, "error", { reason: "payload_size_exceeded" });
    return;
  }
  const except = config.broadcast.self ? undefined : channel;
  channel.services.topics.publish(topic, "broadcast", withoutOrders(message.payload), except);
  if (config.broadcast.ack) channel.reply(message, "ok");
}

export const cannotStore = "Clients cannot store broadcasts here; realtime.send does";

/** The metadata of a client's broadcast is for the server, that of the server's for clients. */
function withoutOrders(payload: Payload): Payload {
  return payload.kind === "broadcast" ? { ...payload, metadata: {} } : payload;
}

export function measure(payload: Payload): number {
  return payload.kind === "json"
    ? Buffer.byteLength(JSON.stringify(payload.value))
    : payload.bytes.length;
}
