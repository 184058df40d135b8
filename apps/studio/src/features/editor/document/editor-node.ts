/** ProseMirror's JSON, as far as the conversion reads and writes it. */
export interface EditorMark {
  type: string;
  attrs?: Readonly<Record<string, unknown>>;
}
export interface EditorNode {
  type: string;
  attrs?: Readonly<Record<string, unknown>>;
  content?: readonly EditorNode[];
  marks?: readonly EditorMark[];
  text?: string;
}

/** Drops what is null, undefined or an empty list, so that an absent property and its default are one. */
export function present(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).filter(
      ([, value]) => value != null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
