import { choicesOf, describeType, resolveSchema, withoutNull } from "../describe-type.ts";
import type { JsonSchema, NamedSchemas } from "../json-schema.ts";

const deepest = 5;

/** The fields of an object, of the objects in a list, or of each form that a choice may take. */
export function FieldList({
  schema,
  named,
  depth = 0,
}: {
  schema: JsonSchema;
  named: NamedSchemas;
  depth?: number;
}) {
  const shown = innerOf(schema, named);
  if (depth > deepest) return null;
  const choices = choicesOf(shown).map((choice) => innerOf(choice, named));
  if (choices.some(({ properties }) => properties !== undefined)) {
    return (
      <ul className="grid gap-3">
        {choices.map((choice, index) => (
          <li key={index} className="border-line grid gap-2 border-s ps-3">
            <FieldList schema={choice} named={named} depth={depth + 1} />
          </li>
        ))}
      </ul>
    );
  }
  const fields = Object.entries(shown.properties ?? {});
  if (fields.length === 0) return null;
  const required = new Set(shown.required ?? []);
  return (
    <ul className="grid gap-2">
      {fields.map(([name, field]) => (
        <li key={name} className="grid gap-2">
          <p className="text-sm wrap-anywhere">
            <code className="font-mono font-medium">{name}</code>{" "}
            <span className="text-muted">
              {describeType(field, named)}
              {required.has(name) ? "" : optionalWords(field)}
            </span>
            {field.description === undefined ? null : (
              <span className="text-muted"> {field.description}</span>
            )}
          </p>
          {hasFields(field, named) ? (
            <div className="border-line border-s ps-3">
              <FieldList schema={field} named={named} depth={depth + 1} />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function optionalWords({ default: usual }: JsonSchema): string {
  return usual === undefined ? ", optional" : `, otherwise ${JSON.stringify(usual)}`;
}

function innerOf(schema: JsonSchema, named: NamedSchemas): JsonSchema {
  const resolved = resolveSchema(withoutNull(schema), named);
  return resolved.type === "array" && resolved.items !== undefined
    ? innerOf(resolved.items, named)
    : resolved;
}

function hasFields(schema: JsonSchema, named: NamedSchemas): boolean {
  const inner = innerOf(schema, named);
  return (
    inner.properties !== undefined ||
    choicesOf(inner).some((choice) => innerOf(choice, named).properties !== undefined)
  );
}
