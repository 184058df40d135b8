import type { Context } from "hono";
import type { z } from "zod";
import { readBodyText } from "../http/body.ts";
import { invalidRequest } from "./storage-error.ts";

const largestBodyBytes = 2_000_000;

/** Reads a JSON body by its schema; says what is wrong with the first field that is not right. */
export async function readBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await readBodyText(context, largestBodyBytes);
  if (text === null) throw invalidRequest("The request is too large");
  let body: unknown = {};
  try {
    body = text === "" ? {} : JSON.parse(text);
  } catch {
    throw invalidRequest("The body is not JSON");
  }
  return parseRequest(schema, body, "body");
}

/** What the schema makes of a part of the request. Throws InvalidRequest with the first thing that is wrong. */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: "body" | "querystring",
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalidRequest(
    `${part}/${issue?.path.join("/") ?? ""} ${issue?.message ?? "is not valid"}`,
  );
}
