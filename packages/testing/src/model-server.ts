import { createServer, type IncomingMessage } from "node:http";
import { z } from "zod";

const Request = z.object({
  model: z.string(),
  stream: z.boolean().optional(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
  tools: z.array(z.unknown()).optional(),
});

export interface ModelCall {
  readonly model: string;
  readonly instructions: string;
  /** What the caller sent as the user's message. */
  readonly prompt: string;
  readonly toolCount: number;
}

const EmbeddingRequest = z.object({ model: z.string(), input: z.array(z.string()).min(1) });

export interface ModelServer {
  /** Up to and with `/v1`. */
  readonly url: string;
  readonly calls: readonly ModelCall[];
  /** Every text that was to become a vector. */
  readonly embedded: readonly string[];
  /** Requests whose caller went away before the end. */
  readonly cancelled: () => number;
  readonly stop: () => Promise<void>;
}

/** A reply in pieces; a number is a rest in milliseconds; `refuse` answers with that status instead. */
export type ScriptedReply = readonly (string | number)[] | { readonly refuse: number };

/**
 * A server that speaks OpenAI's chat completions over HTTP and streams what a script says. It keeps every
 * call, so a test sees what a model would have been shown.
 */
export async function startModelServer(
  script: (call: ModelCall) => ScriptedReply,
  { embed = embedWords }: { readonly embed?: (text: string) => number[] } = {},
): Promise<ModelServer> {
  const calls: ModelCall[] = [];
  const embedded: string[] = [];
  let cancelled = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const sent: unknown = JSON.parse(await readText(request));
      if (request.url?.endsWith("/embeddings") === true) {
        const { model, input } = EmbeddingRequest.parse(sent);
        embedded.push(...input);
        const data = input.map((text, index) => ({
          object: "embedding",
          index,
          embedding: embed(text),
        }));
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify({ object: "list", model, data: data.toReversed() }));
        return;
      }
      const body = Request.parse(sent);
      const textOf = (role: string) =>
        body.messages
          .filter((message) => message.role === role)
          .map(({ content }) => wordsOf(content))
          .join("\n");
      const call: ModelCall = {
        model: body.model,
        instructions: textOf("system"),
        prompt: textOf("user"),
        toolCount: body.tools?.length ?? 0,
      };
      calls.push(call);
      const reply = script(call);
      if ("refuse" in reply) {
        response.writeHead(reply.refuse, { "content-type": "application/json" });
        response.end(JSON.stringify({ error: { message: "Refused", type: "scripted" } }));
        return;
      }
      response.on("close", () => {
        if (!response.writableEnded) cancelled += 1;
      });
      response.writeHead(200, { "content-type": "text/event-stream" });
      const send = (delta: object, extra: object = {}) =>
        response.write(
          `data: ${JSON.stringify({
            id: "scripted",
            object: "chat.completion.chunk",
            created: 0,
            model: body.model,
            choices: [{ index: 0, delta, finish_reason: null }],
            ...extra,
          })}\n\n`,
        );
      send({ role: "assistant", content: "" });
      for (const piece of reply) {
        if (typeof piece === "number") await new Promise((resolve) => setTimeout(resolve, piece));
        else send({ content: piece });
      }
      send({}, { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
      send(
        {},
        { choices: [], usage: { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 } },
      );
      response.end("data: [DONE]\n\n");
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    embedded,
    cancelled: () => cancelled,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const dimensions = 384;

/** A vector that is near to others of the same words: each word adds to the place that its letters lead to. */
export function embedWords(text: string): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    let place = 7;
    for (const letter of word) place = (place * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
    vector[place % dimensions] = (vector[place % dimensions] ?? 0) + 1;
  }
  return vector;
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const part of request) text += String(part);
  return text;
}

function wordsOf(content: unknown): string {
  if (typeof content === "string") return content;
  const parts = z
    .array(z.object({ text: z.string().optional() }))
    .catch([])
    .parse(content);
  return parts.map(({ text }) => text ?? "").join("");
}
