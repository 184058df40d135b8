import type { Prisma } from "./generated/client.ts";

/** A value that zod has parsed, for a JSON column. */
export function jsonInput(value: object): Prisma.InputJsonObject {
  return value;
}
