import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeFrame } from "./decode-frame.ts";
import { encodeFrame } from "./encode-frame.ts";
import { MalformedFrame, type Message, type ProtocolVersion } from "./message.ts";

const text = fc.string({ unit: "grapheme", maxLength: 60 });
const ref = fc.option(fc.string({ minLength: 1, maxLength: 8 }));

describe("frames of JSON", () => {
  it.each(["1.0.0", "2.0.0"] satisfies ProtocolVersion[])("come back as sent (%s)", (version) => {
    fc.assert(
      fc.property(
        fc.record({
          joinRef: ref,
          ref,
          topic: text,
          event: text,
          value: fc.dictionary(text, fc.jsonValue()),
        }),
        ({ value, ...rest }) => {
          const message: Message = { ...rest, payload: { kind: "json", value } };
          const frame = encodeFrame(version, message);
          const back = decodeFrame(version, Buffer.from(frame ?? ""), false);
          expect(JSON.stringify(back)).toBe(JSON.stringify(message));
        },
      ),
    );
  });
});

describe("frames of bytes", () => {
  it("never break the reader, whatever they hold", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        try {
          decodeFrame("2.0.0", Buffer.from(bytes), true);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedFrame);
        }
      }),
    );
  });

  it("give a client's broadcast whole, with what it says to the server", () => {
    const fields = ["1", "2", "realtime:é", "event", '{"persist":true}'];
    const frame = Buffer.concat([
      Buffer.from([3, ...fields.map((field) => Buffer.byteLength(field)), 1]),
      Buffer.from(fields.join("")),
      Buffer.from('{"a":1}'),
    ]);
    expect(decodeFrame("2.0.0", frame, true)).toEqual({
      joinRef: "1",
      ref: "2",
      topic: "realtime:é",
      event: "broadcast",
      payload: {
        kind: "broadcast",
        event: "event",
        isJson: true,
        bytes: Buffer.from('{"a":1}'),
        metadata: { persist: true },
      },
    });
  });

  it("are not written for a version or a header that cannot hold them", () => {
    const message: Message = {
      joinRef: null,
      ref: null,
      topic: "realtime:t",
      event: "broadcast",
      payload: {
        kind: "broadcast",
        event: "e",
        isJson: false,
        bytes: Buffer.from([1]),
        metadata: {},
      },
    };
    expect(encodeFrame("1.0.0", message)).toBeNull();
    expect(encodeFrame("2.0.0", { ...message, topic: "é".repeat(128) })).toBeNull();
    expect(encodeFrame("2.0.0", message)).toEqual(
      Buffer.from([4, 10, 1, 0, 0, ...Buffer.from("realtime:te"), 1]),
    );
  });
});
