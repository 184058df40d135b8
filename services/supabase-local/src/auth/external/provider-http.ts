import type { z } from "zod";
import { ProviderFailure } from "./identity-provider.ts";

const timeoutMs = 10_000;
const largestAnswerBytes = 1024 * 1024;

export interface ProviderRequest {
  /** Names the step in a failure, such as "token". */
  step: string;
  url: string;
  headers?: Record<string, string>;
  /** Sent as a form by POST; without it the request is a GET. */
  form?: Record<string, string>;
}

/** Asks a provider and reads its JSON by the schema. Throws `ProviderFailure`. */
export async function askProvider<Schema extends z.ZodType>(
  { step, url, headers = {}, form }: ProviderRequest,
  schema: Schema,
): Promise<z.infer<Schema>> {
  try {
    const response = await fetch(url, {
      headers: { accept: "application/json", "user-agent": "supabase-local", ...headers },
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    });
    const text = await readLimited(response);
    if (!response.ok) throw new ProviderFailure(`${step} answered ${response.status}`);
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof ProviderFailure) throw cause;
    throw new ProviderFailure(`${step} could not be read`, { cause });
  }
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > largestAnswerBytes) throw new Error("The answer is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
