import { z } from "zod";
import { type Filter, parseFilters, UnreadableFilter } from "./filters.ts";

const ChangeType = z.enum(["INSERT", "UPDATE", "DELETE"]);
export type ChangeType = z.infer<typeof ChangeType>;

/** What a client writes when it asks for changes; told back to it with an id, as it was. */
export const ChangeWish = z.looseObject({
  event: z.unknown().optional(),
  schema: z.string().optional(),
  table: z.string().optional(),
  filter: z.string().optional(),
  select: z.unknown().optional(),
});
export type ChangeWish = z.infer<typeof ChangeWish>;

export interface ChangeRequest {
  type: ChangeType | "*";
  /** `*` for any. */
  schema: string;
  table: string;
  filters: Filter[];
  /** Columns besides the key; null for all. */
  selected: string[] | null;
}

export type ReadRequest =
  | { isGood: true; request: ChangeRequest }
  | { isGood: false; message: string };

/** Reads a wish as the hosted service does, and says in its words what is wrong with it. */
export function readChangeRequest(wish: ChangeWish): ReadRequest {
  const { schema, table, filter } = wish;
  if ((schema === undefined && table === undefined) || (filter !== undefined && !table)) {
    return refuse(
      "No subscription params provided. Please provide at least a `schema` or `table` to subscribe to: " +
        JSON.stringify(wish),
    );
  }
  const selected = readSelected(wish.select);
  if (selected === undefined) {
    return refuse("Error parsing `select` params: expected a list of column name strings");
  }
  const place = { schema: schema ?? "public", table: table ?? "*" };
  if (selected !== null && [place.schema, place.table].includes("*")) {
    return refuse("Column selection is not supported for wildcard subscriptions.");
  }
  try {
    const filters = parseFilters(filter ?? "");
    return { isGood: true, request: { type: readType(wish.event), ...place, filters, selected } };
  } catch (error) {
    if (error instanceof UnreadableFilter) return refuse(error.message);
    throw error;
  }
}

function readType(event: unknown): ChangeRequest["type"] {
  const read = ChangeType.safeParse(typeof event === "string" ? event.toUpperCase() : event);
  return read.success ? read.data : "*";
}

function readSelected(select: unknown): string[] | null | undefined {
  if (select === undefined || select === null) return null;
  if (!Array.isArray(select)) return undefined;
  const names = select.filter((each): each is string => typeof each === "string");
  return names.length > 0 ? names.toSorted((a, b) => (a < b ? -1 : 1)) : null;
}

/** A request as the hosted service names it when it cannot be had. */
export function describeRequest({ type, schema, table, filters, selected }: ChangeRequest): string {
  const shown = filters.map(({ column, operator, operand }) => [column, operator, operand]);
  return (
    `[event: ${type}, schema: ${schema}, table: ${table}, filters: ${JSON.stringify(shown)}, ` +
    `select: ${JSON.stringify(selected)}]`
  );
}

function refuse(message: string): ReadRequest {
  return { isGood: false, message };
}
