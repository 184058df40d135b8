import type { TutorEvent } from "@byteos/contracts/tutor";
import { toUiMessageResponse } from "@byteos/integrations/model/tutor-message-stream";
import { expect, it } from "vitest";
import { readTurnStream } from "./read-turn-stream.ts";

const turn: readonly TutorEvent[] = [
  { type: "start", interactionId: "1", mode: "model" },
  { type: "ladder", ladder: { step: 1, total: 3, hasTried: false, mayAnswer: false } },
  { type: "text", text: "Ships need “rope”, " },
  { type: "text", text: "zwölf Meter\nand more. [1]" },
  { type: "noted", fact: "I sail" },
  { type: "end", outcome: "hinted", mode: "model" },
];

async function* say(events: readonly TutorEvent[], failure?: Error): AsyncGenerator<TutorEvent> {
  yield* events;
  if (failure !== undefined) throw failure;
}

async function readAll(response: Response, bytesAtOnce: number): Promise<TutorEvent[]> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += bytesAtOnce) {
        controller.enqueue(bytes.slice(at, at + bytesAtOnce));
      }
      controller.close();
    },
  });
  const events: TutorEvent[] = [];
  for await (const event of readTurnStream(body)) events.push(event);
  return events;
}

it("reads what the server writes, however the bytes are cut", async () => {
  for (const size of [1, 7, 100_000]) {
    expect(await readAll(await toUiMessageResponse(say(turn)), size)).toEqual(turn);
  }
});

it("throws when the turn was interrupted, and a turn that cannot begin never answers", async () => {
  const broken = await toUiMessageResponse(say(turn.slice(0, 3), new Error("secret cause")));
  const copy = broken.clone();
  await expect(readAll(broken, 50)).rejects.toThrow("interrupted");
  expect(await copy.text()).not.toContain("secret cause");
  await expect(toUiMessageResponse(say([], new Error("too often")))).rejects.toThrow("too often");
});
