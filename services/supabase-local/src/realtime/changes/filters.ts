const operators = [
  "eq",
  "neq",
  "lt",
  "lte",
  "gt",
  "gte",
  "in",
  "like",
  "ilike",
  "is",
  "match",
  "imatch",
  "isdistinct",
] as const;
type Operator = (typeof operators)[number];

export interface Filter {
  column: string;
  operator: Operator;
  /** As Postgres reads it: the text of a value, or of an array of them. */
  operand: string;
  isNegated: boolean;
}

const mostListed = 100;

/** A filter that cannot be read; the message holds the part that is wrong. */
export class UnreadableFilter extends Error {
  constructor(part: string) {
    super(`Error parsing \`filter\` params: ${JSON.stringify(part)}`);
    this.name = "UnreadableFilter";
  }
}

/**
 * Reads `column=operator.value` conditions, joined by commas, all of which must hold. `not.` turns an operator
 * round; a value with commas or brackets stands in double quotes. Throws UnreadableFilter.
 */
export function parseFilters(text: string): Filter[] {
  const trimmed = text.trim();
  return trimmed === "" ? [] : splitList(trimmed).map(parseCondition);
}

function parseCondition(text: string): Filter {
  const match = /^\s*([^=]+)=(not\.)?([a-z]+)\.([^]*)$/.exec(text);
  const operator = operators.find((each) => each === match?.[3]);
  const [, column, negation, , value] = match ?? [];
  if (column === undefined || value === undefined || operator === undefined) {
    throw new UnreadableFilter(text);
  }
  const operand = operator === "in" ? parseList(value, text) : unquote(value);
  return { column: column.trim(), operator, operand, isNegated: negation !== undefined };
}

function parseList(value: string, condition: string): string {
  const inner = /^\(([^]*)\)$/.exec(value.trim())?.[1];
  if (inner === undefined) throw new UnreadableFilter(condition);
  const items = splitList(inner).map(unquote);
  if (items.length > mostListed) throw new UnreadableFilter("too many values for `in`");
  const quoted = items.map((item) => `"${item.replaceAll(/["\\]/g, String.raw`\$&`)}"`);
  return `{${quoted.join(",")}}`;
}

/** Parts between the commas that are neither within brackets nor within quotes. */
function splitList(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let depth = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === "," && depth === 0 && !isQuoted) {
      parts.push(part);
      part = "";
      continue;
    }
    if (isQuoted) {
      if (character === "\\") {
        part += character;
        index += 1;
      } else if (character === '"') isQuoted = false;
    } else if (character === '"' && /^$|[.(,]$/.test(part)) isQuoted = true;
    else if (character === "(") depth += 1;
    else if (character === ")") depth = Math.max(0, depth - 1);
    part += text.charAt(index);
  }
  return [...parts, part];
}

function unquote(text: string): string {
  const inner = /^\s*"([^]*)"\s*$/.exec(text)?.[1];
  return inner === undefined ? text : inner.replaceAll(/\\([^])/g, "$1");
}
