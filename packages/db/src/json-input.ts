import type { Prisma } from "./generated/client.ts";

/** A value that zod has parsed, for a JSON column. */
export function jsonInput(value: object): Prisma.InputJsonObject {
  // safe because parsed contracts hold nothing but JSON; properties that are undefined are left out when it is written
  return value as Prisma.InputJsonObject;
}
