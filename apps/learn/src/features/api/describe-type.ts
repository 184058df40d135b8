import type { JsonSchema, NamedSchemas } from "./json-schema.ts";

const prefix = "#/components/schemas/";

/** Follows a reference; a reference that leads nowhere is nothing in particular. */
export function resolveSchema(schema: JsonSchema, named: NamedSchemas): JsonSchema {
  if (schema.$ref === undefined) return schema;
  return named[schema.$ref.slice(prefix.length)] ?? {};
}

/** What a value may be, each by itself; none where there is but one. */
export function choicesOf({ anyOf, oneOf, type, ...rest }: JsonSchema): readonly JsonSchema[] {
  if (typeof type === "object") return type.map((one) => ({ ...rest, type: one }));
  return anyOf ?? oneOf ?? [];
}

const isNull = ({ type }: JsonSchema) => type === "null";

/** The schema without its "or null". */
export function withoutNull(schema: JsonSchema): JsonSchema {
  const choices = choicesOf(schema).filter((choice) => !isNull(choice));
  const [only] = choices;
  if (choices.length === 1 && only !== undefined && choicesOf(schema).length > 1) return only;
  return schema;
}

/** A type in a few words: "text", "whole number, 1 to 24", "list of text", "one of: ask, hint". */
export function describeType(schema: JsonSchema, named: NamedSchemas): string {
  const choices = choicesOf(schema);
  if (choices.some(isNull)) {
    return `${describeType(withoutNull(schema), named)}, or null`;
  }
  const { type, items, format, ...rest } = resolveSchema(schema, named);
  if (rest.const !== undefined) return JSON.stringify(rest.const);
  if (rest.enum !== undefined) return `one of: ${rest.enum.map(String).join(", ")}`;
  if (choices.length > 0) {
    const words = [...new Set(choices.map((choice) => describeType(choice, named)))];
    return words.length === 1
      ? `${words[0] ?? ""}, in one of ${choices.length} forms`
      : words.join(" or ");
  }
  if (type === "array") {
    return `list of ${items === undefined ? "anything" : describeType(items, named)}`;
  }
  if (type === "integer") return `whole number${rangeOf(rest)}`;
  if (type === "number") return `number${rangeOf(rest)}`;
  if (type === "boolean") return "true or false";
  if (type === "string") return format === undefined ? "text" : (formats[format] ?? "text");
  return type === "object" ? "object" : "anything";
}

const formats: Readonly<Record<string, string>> = {
  uuid: "id (UUID)",
  "date-time": "time (ISO 8601)",
};
/** Beyond this a bound is only that of the number format. */
const largest = 1_000_000_000;

function rangeOf({ minimum, maximum }: Pick<JsonSchema, "minimum" | "maximum">): string {
  const low = minimum !== undefined && minimum > -largest ? minimum : undefined;
  const high = maximum !== undefined && maximum < largest ? maximum : undefined;
  if (low !== undefined && high !== undefined) return `, ${low} to ${high}`;
  if (low !== undefined) return `, ${low} or more`;
  return high === undefined ? "" : `, at most ${high}`;
}
