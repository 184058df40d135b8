import { z } from "zod";
import { JsonObject } from "../json-object.ts";
import { frameKinds } from "./frame-kinds.ts";
import { MalformedFrame, type Message, type ProtocolVersion } from "./message.ts";

const Ref = z.union([z.string(), z.number().transform(String)]).nullish();
const Topic = z.string().max(1_024);
const Event = z.string().max(256);

const FirstFrame = z.object({
  topic: Topic,
  event: Event,
  payload: JsonObject.nullish(),
  ref: Ref,
  join_ref: Ref,
});
const SecondFrame = z
  .tuple([Ref, Ref, Topic, Event, JsonObject.nullish()])
  .transform(([join_ref, ref, topic, event, payload]) => ({
    join_ref,
    ref,
    topic,
    event,
    payload,
  }));

/** Reads a client's frame. Throws MalformedFrame when it is none of the protocol's. */
export function decodeFrame(version: ProtocolVersion, data: Buffer, isBinary: boolean): Message {
  if (isBinary) return decodeBinary(data);
  const read = (version === "1.0.0" ? FirstFrame : SecondFrame).safeParse(
    parseJson(data.toString("utf8")),
  );
  if (!read.success) throw new MalformedFrame("The frame is not a message of the protocol.");
  const { join_ref, ref, topic, event, payload } = read.data;
  return {
    joinRef: join_ref ?? null,
    ref: ref ?? null,
    topic,
    event,
    payload: { kind: "json", value: payload ?? {} },
  };
}

function decodeBinary(data: Buffer): Message {
  const reader = new FieldReader(data);
  const kind = reader.readByte();
  switch (kind) {
    case frameKinds.push: {
      const sizes = [reader.readByte(), reader.readByte(), reader.readByte(), reader.readByte()];
      const [joinRef = "", ref = "", topic = "", event = ""] = sizes.map((size) =>
        reader.readText(size),
      );
      return {
        joinRef: joinRef || null,
        ref: ref || null,
        topic,
        event,
        payload: { kind: "bytes", bytes: reader.readRest() },
      };
    }
    case frameKinds.userBroadcastPush: {
      const sizes = Array.from({ length: 5 }, () => reader.readByte());
      const isJson = reader.readByte() !== 0;
      const [joinRef = "", ref = "", topic = "", event = "", metadata = ""] = sizes.map((size) =>
        reader.readText(size),
      );
      return {
        joinRef: joinRef || null,
        ref: ref || null,
        topic,
        event: "broadcast",
        payload: {
          kind: "broadcast",
          event,
          isJson,
          bytes: reader.readRest(),
          metadata: metadata === "" ? {} : parseMetadata(metadata),
        },
      };
    }
    default:
      throw new MalformedFrame(`A client sends no binary frame of kind ${kind}.`);
  }
}

function parseMetadata(text: string): Record<string, unknown> {
  const read = JsonObject.safeParse(parseJson(text));
  if (!read.success) throw new MalformedFrame("The metadata of a broadcast is not an object.");
  return read.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedFrame("The frame is not JSON.", { cause });
  }
}

/** Takes the fields of a binary frame one after the other. */
class FieldReader {
  readonly #data: Buffer;
  #offset = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  readByte(): number {
    const value = this.#data[this.#offset];
    if (value === undefined) throw new MalformedFrame("A binary frame ends within its header.");
    this.#offset += 1;
    return value;
  }

  readText(size: number): string {
    const end = this.#offset + size;
    if (end > this.#data.length) throw new MalformedFrame("A binary frame ends within a field.");
    const text = this.#data.toString("utf8", this.#offset, end);
    this.#offset = end;
    return text;
  }

  readRest(): Buffer {
    return this.#data.subarray(this.#offset);
  }
}
