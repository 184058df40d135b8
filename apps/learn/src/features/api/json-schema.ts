import { z } from "zod";

/** A JSON Schema, as far as the documentation reads it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
}

export interface NamedSchemas {
  readonly [name: string]: JsonSchema;
}

/**
 * A zod schema as JSON Schema for OpenAPI's `components`: what refers to itself gets a name of its own beside
 * `name`, since a reference within a document counts from its top.
 */
export function toNamedSchemas(
  name: string,
  schema: z.ZodType,
  io: "input" | "output",
): NamedSchemas {
  const { $schema: _, $defs, ...root } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  const named: Record<string, unknown> = { [name]: root, ...prefixed(name, $defs ?? {}) };
  const text = JSON.stringify(named)
    .replaceAll(`"$ref":"#/$defs/`, `"$ref":"#/components/schemas/${name}.`)
    .replaceAll(`"$ref":"#"`, `"$ref":"#/components/schemas/${name}"`);
  // safe because it is what zod wrote, with other references
  return JSON.parse(text) as NamedSchemas;
}

function prefixed(
  name: string,
  schemas: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [`${name}.${key}`, schema]),
  );
}
