import { AppError, errorKinds } from "@byteos/contracts/errors";
import { z } from "zod";
import type { ForgeApi } from "./forge-api.ts";
import { patientFetch } from "./patient-fetch.ts";

const timeoutMs = 150_000;
const longestAnswer = 64 * 1024 * 1024;

export interface Server {
  /** Address of Studio. */
  readonly url: string;
  /** Null for what needs none. */
  readonly token: string | null;
  /** How far the clock of the server is before ours, when an answer says. */
  readonly onClock?: (aheadMs: number) => void;
}

export interface ServerRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: object;
}

const ErrorAnswer = z.object({
  error: z.object({
    kind: z.enum(errorKinds),
    code: z.string().max(200),
    message: z.string().max(2_000),
    suggestion: z.string().max(2_000).optional(),
  }),
});

/** Asks a server's API and reads its answer. The server's refusals come as AppError with its own code. */
export async function askServer<T>(
  { url, token, onClock }: Server,
  path: string,
  schema: z.ZodType<T>,
  { method = "GET", body }: ServerRequest = {},
): Promise<T> {
  const answer = await patientFetch(new URL(path, url).href, {
    timeoutMs,
    request: () => ({
      method,
      redirect: "error",
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  });
  const date = Date.parse(answer.headers.get("date") ?? "");
  if (!Number.isNaN(date)) onClock?.(date - Date.now());
  const json = await readJson(answer, url);
  if (!answer.ok) throw refusal(answer, json, url);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new AppError("internal", "forge.strange-answer", `${url} answers in an unknown form.`, {
    cause: parsed.error,
    suggestion: "Update byteos, or ask whoever runs the server to.",
  });
}

async function readJson(answer: Response, url: string): Promise<unknown> {
  if (Number(answer.headers.get("content-length") ?? 0) > longestAnswer) throw noServer(url);
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    throw noServer(url);
  }
}

function noServer(url: string): AppError {
  return new AppError("not_found", "forge.no-server", `There is no ByteOS server at ${url}.`, {
    suggestion: "Give the address of Studio, such as https://studio.example.org",
  });
}

function refusal(answer: Response, json: unknown, url: string): AppError {
  const parsed = ErrorAnswer.safeParse(json);
  if (!parsed.success) return noServer(url);
  const { kind, code, message, suggestion } = parsed.data.error;
  if (code === "session.required") {
    return new AppError("unauthorized", code, `You are not signed in to ${url}.`, {
      suggestion: `Sign in: byteos login ${url}`,
    });
  }
  return new AppError(kind, code, message, suggestion === undefined ? {} : { suggestion });
}

const nothing = z.unknown();
const Ref = z.object({ name: z.string(), commit: z.string().regex(/^[0-9a-f]{64}$/) });
const Pack = z.object({
  name: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(1),
  tailBytes: z.int().min(1),
  storedAtMs: z.number(),
  url: z.string(),
});
const Lease = z.object({ leaseId: z.uuid(), doomed: z.array(z.string()) });
const Announced = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("stored") }),
  z.object({
    kind: z.literal("upload"),
    upload: z.object({
      url: z.url({ protocol: /^https?$/ }),
      token: z.string(),
      bucket: z.string(),
      path: z.string(),
    }),
  }),
]);
const Move = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("moved") }),
  z.object({ kind: z.literal("elsewhere"), current: z.string().nullable() }),
]);

/** The API of one repository over HTTP. */
export function createHttpApi(server: Server, repositoryId: string): ForgeApi {
  const base = `/api/forge/repositories/${repositoryId}`;
  return {
    async listRefs() {
      const refs = await askServer(server, `${base}/refs`, z.array(Ref));
      return new Map(refs.map(({ name, commit }) => [name, commit]));
    },
    listPacks: (forPush) =>
      askServer(server, `${base}/packs${forPush ? "?push" : ""}`, z.array(Pack)),
    takeLease: () => askServer(server, `${base}/leases`, Lease, { method: "POST", body: {} }),
    async renewLease(leaseId) {
      await askServer(server, `${base}/leases/${leaseId}`, nothing, { method: "PUT", body: {} });
    },
    async releaseLease(leaseId) {
      await askServer(server, `${base}/leases/${leaseId}`, nothing, { method: "DELETE" });
    },
    findChunks: (leaseId, names) =>
      askServer(server, `${base}/chunks`, z.array(z.boolean()), {
        method: "POST",
        body: { leaseId, names },
      }),
    announcePack: (leaseId, name, bytes) =>
      askServer(server, `${base}/packs`, Announced, {
        method: "POST",
        body: { leaseId, name, bytes },
      }),
    async finishPack(leaseId, name) {
      const body = { leaseId };
      await askServer(server, `${base}/packs/${name}`, nothing, { method: "PUT", body });
    },
    async moveRef(move) {
      const moved = await askServer(server, `${base}/refs`, Move, { method: "POST", body: move });
      // An answer that was lost: the move had been made, and was asked for again.
      const isDone = moved.kind === "elsewhere" && moved.current === move.next;
      return isDone ? { kind: "moved" } : moved;
    },
  };
}
