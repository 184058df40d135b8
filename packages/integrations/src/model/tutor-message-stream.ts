import type { TutorEvent } from "@byteos/contracts/tutor";
import { createUIMessageStream, createUIMessageStreamResponse } from "ai";

const textId = "said";

/**
 * A turn as the AI SDK's UI message stream: text as text, everything else as data parts named for the
 * event. The first event is awaited, so that a turn which cannot begin throws instead of answering.
 */
export async function toUiMessageResponse(turn: AsyncGenerator<TutorEvent>): Promise<Response> {
  const first = await turn.next();
  const stream = createUIMessageStream({
    execute: async ({ writer }) => {
      let isOpen = false;
      const write = (event: TutorEvent): void => {
        if (event.type === "text") {
          if (!isOpen) writer.write({ type: "text-start", id: textId });
          isOpen = true;
          writer.write({ type: "text-delta", id: textId, delta: event.text });
          return;
        }
        if (isOpen) writer.write({ type: "text-end", id: textId });
        isOpen = false;
        const { type, ...data } = event;
        writer.write({ type: `data-${type}`, data });
      };
      try {
        if (first.done !== true) write(first.value);
        for await (const event of turn) write(event);
      } finally {
        await turn.return(undefined);
      }
    },
    onError: () => "Byte was interrupted. What it said so far is kept.",
  });
  return createUIMessageStreamResponse({ stream, headers: { "cache-control": "no-store" } });
}
