import { frameKinds } from "./frame-kinds.ts";
import type { Message, ProtocolVersion, UserBroadcast } from "./message.ts";

/** One frame: text when a string, else binary. */
export type Frame = string | Buffer;

/**
 * Writes a message as a client of this version reads it. Null when it cannot: version 1.0.0 has no bytes,
 * and a binary header holds no field of more than 255 bytes.
 */
export function encodeFrame(version: ProtocolVersion, message: Message): Frame | null {
  const { joinRef, ref, topic, event, payload } = message;
  if (payload.kind === "json") return encodeJson(version, message, payload.value);
  if (version === "2.0.0") {
    if (payload.kind === "broadcast") return encodeUserBroadcast(topic, payload);
    const isPush = joinRef !== null;
    return isPush
      ? joinFields([frameKinds.push], [joinRef, topic, event], payload.bytes)
      : joinFields([frameKinds.broadcast], [topic, event], payload.bytes);
  }
  if (payload.kind === "bytes" || !payload.isJson) return null;
  const opened = openUserBroadcast(payload);
  return opened && encodeJson(version, { joinRef, ref, topic, event }, opened);
}

function encodeJson(
  version: ProtocolVersion,
  { joinRef, ref, topic, event }: Omit<Message, "payload">,
  payload: Record<string, unknown>,
): string {
  return JSON.stringify(
    version === "1.0.0"
      ? { join_ref: joinRef, ref, topic, event, payload }
      : [joinRef, ref, topic, event, payload],
  );
}

function encodeUserBroadcast(topic: string, payload: UserBroadcast): Buffer | null {
  const metadata =
    Object.keys(payload.metadata).length === 0 ? "" : JSON.stringify(payload.metadata);
  const fields = [topic, payload.event, metadata];
  return joinFields([frameKinds.userBroadcast], fields, payload.bytes, payload.isJson ? 1 : 0);
}

function joinFields(
  kind: number[],
  fields: string[],
  rest: Buffer,
  encoding?: number,
): Buffer | null {
  const texts = fields.map((field) => Buffer.from(field, "utf8"));
  if (texts.some((each) => each.length > 255)) return null;
  const header = [...kind, ...texts.map((each) => each.length)];
  if (encoding !== undefined) header.push(encoding);
  return Buffer.concat([Buffer.from(header), ...texts, rest]);
}

/** A broadcast as the object that JSON clients get; null when its bytes are not the JSON they claim to be. */
export function openUserBroadcast(broadcast: UserBroadcast): Record<string, unknown> | null {
  try {
    const payload: unknown = JSON.parse(broadcast.bytes.toString("utf8"));
    const { event, metadata } = broadcast;
    const meta = Object.keys(metadata).length === 0 ? {} : { meta: metadata };
    return { type: "broadcast", event, payload, ...meta };
  } catch {
    return null;
  }
}
