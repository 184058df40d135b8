import type { Context, Hono } from "hono";
import { z } from "zod";
import { readBodyBytes } from "../../http/body.ts";
import { identifyCaller } from "../../http/caller.ts";
import { HttpAnswer } from "../../http/errors.ts";
import { cannotStore } from "../channel/handle-broadcast.ts";
import { checkToken, identifyKey, type Identity, keepOwnHeaders } from "../identity.ts";
import { JsonObject } from "../json-object.ts";
import { limits } from "../limits.ts";
import type { Payload } from "../protocol/message.ts";
import type { RealtimeServices } from "../realtime-services.ts";

const Message = z.object({
  topic: z.string().min(1).max(1_000),
  event: z.string().min(1).max(255),
  payload: JsonObject,
  private: z.boolean().nullish(),
});
const Batch = z.object({ messages: z.array(Message).min(1).max(limits.messagesPerRequest) });

const bytesType = "application/octet-stream";

/** Broadcasts over HTTP: several as JSON, or one whose body is the payload. */
export function addBroadcastRoutes(app: Hono, services: RealtimeServices): void {
  app.post("/api/broadcast", async (context) => {
    const identity = await readIdentity(context, services);
    const read = Batch.safeParse(parseJson(await readBody(context)));
    if (!read.success) throw unprocessable(z.flattenError(read.error).fieldErrors);
    const { messages } = read.data;
    const open = await findWritable(services, identity, messages);
    for (const { topic, event, payload, private: isPrivate } of messages) {
      if (isPrivate && !open.has(topic)) continue;
      const value = { type: "broadcast", event, payload };
      publish(services, topic, isPrivate ?? false, { kind: "json", value });
    }
    return context.body(null, 202);
  });

  app.post("/api/broadcast/:topic/events/:event", async (context) => {
    const identity = await readIdentity(context, services);
    const type = context.req.header("content-type") ?? "";
    const isBytes = type.startsWith(bytesType);
    if (!isBytes && !type.startsWith("application/json")) {
      throw new HttpAnswer(415, { message: `Send JSON or ${bytesType}` });
    }
    const bytes = await readBody(context);
    if (!isBytes) parseJson(bytes);
    const { topic, event } = context.req.param();
    const payload: Payload = { kind: "broadcast", event, isJson: !isBytes, bytes, metadata: {} };
    const isPrivate = context.req.query("private") === "true";
    if (Object.keys(context.req.query()).some((name) => /^persist(?:\[|$)/.test(name))) {
      throw new HttpAnswer(501, { error: cannotStore });
    }
    const open = await findWritable(services, identity, [{ topic, private: isPrivate }]);
    if (!isPrivate || open.has(topic)) publish(services, topic, isPrivate, payload);
    return context.body(null, 202);
  });
}

async function readIdentity(context: Context, services: RealtimeServices): Promise<Identity> {
  const caller = identifyCaller(context, services.keys, true);
  const headers = keepOwnHeaders(context.req.header());
  if (caller.token === null) return identifyKey(caller.key ?? "publishable", headers);
  const checked = await checkToken(services.tokens, caller.token, headers);
  if (!checked.isGood) throw new HttpAnswer(401, { message: checked.message, code: checked.code });
  return checked.identity;
}

async function readBody(context: Context): Promise<Buffer> {
  const body = await readBodyBytes(context, limits.frameBytes);
  if (body === null || body.length > limits.payloadBytes) {
    throw new HttpAnswer(413, { message: "The payload is too large" });
  }
  return body;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new HttpAnswer(400, { message: "The body is not JSON" });
  }
}

function unprocessable(errors: Record<string, unknown>): HttpAnswer {
  return new HttpAnswer(422, { errors });
}

/**
 * The private topics among these that the caller may write to. Who may not learns no more than that the
 * broadcast was taken, as from the hosted service.
 */
async function findWritable(
  { access }: RealtimeServices,
  identity: Identity,
  messages: { topic: string; private?: boolean | null | undefined }[],
): Promise<Set<string>> {
  const names = new Set(messages.filter((each) => each.private).map(({ topic }) => topic));
  const writable = new Set<string>();
  for (const name of names) {
    if (await access.mayWrite(name, "broadcast", identity)) writable.add(name);
  }
  return writable;
}

function publish(
  { topics }: RealtimeServices,
  name: string,
  isPrivate: boolean,
  payload: Payload,
): void {
  const topic = topics.find(name, isPrivate);
  if (topic) topics.publish(topic, "broadcast", payload);
}
