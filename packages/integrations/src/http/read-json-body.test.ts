import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { readJsonBody } from "./read-json-body.ts";

function post(body: string | ReadableStream<Uint8Array>): Request {
  return new Request("http://localhost/", { method: "POST", body, duplex: "half" });
}

function inChunks(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, (at += size)));
    },
  });
}

describe("readJsonBody", () => {
  it("reads JSON whose letters are cut between chunks", async () => {
    const value = { text: "Größe 🙂", list: [1, null, true] };
    expect(await readJsonBody(post(inChunks(JSON.stringify(value), 3)), 1_000)).toEqual(value);
  });

  it("stops at the limit, also when no length is named", async () => {
    const long = JSON.stringify("a".repeat(2_000));
    for (const body of [long, inChunks(long, 100)]) {
      await expect(readJsonBody(post(body), 1_000)).rejects.toMatchObject({
        kind: "limit",
        code: "request.too-large",
      });
    }
  });

  it("drops what no database can hold and keeps whole pairs", async () => {
    const body = String.raw`{"a":"x\u0000y","b":"\ud83d!","c":"\ud83d\ude42"}`;
    expect(await readJsonBody(post(body), 1_000)).toEqual({ a: "xy", b: "\ufffd!", c: "🙂" });
  });

  it("says nothing of the words in a body that is not JSON", async () => {
    const error: unknown = await readJsonBody(post("my secret words"), 1_000).catch(
      (e: unknown) => e,
    );
    expect(error).toMatchObject({ code: "request.invalid-json" });
    expect(inspect(error)).not.toContain("secret");
  });
});
