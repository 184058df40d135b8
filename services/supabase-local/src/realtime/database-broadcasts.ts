import type { LoggedChange } from "./changes/change-log.ts";
import type { Payload } from "./protocol/message.ts";
import type { Topics } from "./topics.ts";

/** Hands on what `realtime.send` and `realtime.broadcast_changes` have written to `realtime.messages`. */
export function publishStoredMessage(topics: Topics, change: LoggedChange): void {
  const { names, values } = change.row;
  const read = (name: string) => values[names.indexOf(name)] ?? null;
  const [name, event, id] = [read("topic"), read("event"), read("id")];
  if (name === null || event === null || id === null) return;
  if (read("extension") !== "broadcast" || read("skip_broadcast") === "t") return;
  const topic = topics.find(name, read("private") === "t");
  if (topic) topics.publish(topic, "broadcast", toPayload(event, id, read), undefined, id);
}

function toPayload(event: string, id: string, read: (name: string) => string | null): Payload {
  const meta = { id };
  const bytes = read("binary_payload");
  if (bytes !== null) {
    // The text of a bytea is "\x" and its digits.
    const decoded = Buffer.from(bytes.slice(2), "hex");
    return { kind: "broadcast", event, isJson: false, bytes: decoded, metadata: meta };
  }
  const payload: unknown = JSON.parse(read("payload") ?? "null");
  return { kind: "json", value: { type: "broadcast", event, payload, meta } };
}
