import type { TutorEvent } from "@byteos/contracts/tutor";

/**
 * Reads a turn from the AI SDK's UI message stream, as the server writes it. Parts that it does not know
 * are passed over; a broken line or an error part ends the turn with a throw.
 */
export async function* readTurnStream(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<TutorEvent> {
  let held = "";
  const text = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>);
  for await (const part of text) {
    held += part;
    const lines = held.split("\n");
    held = lines.pop() ?? "";
    for (const line of lines) {
      const event = eventOf(line);
      if (event !== null) yield event;
    }
  }
}

const shown = new Set(["start", "about", "ladder", "citation", "noted", "end"]);

function eventOf(line: string): TutorEvent | null {
  if (!line.startsWith("data: ") || line === "data: [DONE]") return null;
  // safe because our own route wrote it
  const part = JSON.parse(line.slice(6)) as { type: string; delta?: string; data?: object };
  if (part.type === "error") throw new Error("The turn was interrupted");
  if (part.type === "text-delta") return { type: "text", text: part.delta ?? "" };
  const name = part.type.startsWith("data-") ? part.type.slice(5) : "";
  return shown.has(name) ? ({ type: name, ...part.data } as TutorEvent) : null;
}
