import { diffArrays } from "diff";

/** Rows as text, each with as many cells as there are columns. */
export interface RowTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type RowChange =
  | { readonly kind: "added"; readonly after: number; readonly cells: readonly string[] }
  | { readonly kind: "removed"; readonly before: number; readonly cells: readonly string[] }
  | {
      readonly kind: "changed";
      readonly before: number;
      readonly after: number;
      readonly cells: readonly string[];
      /** What a changed cell held, by the column's place in `columns`. */
      readonly old: ReadonlyMap<number, string>;
    };

export type RowDiff =
  | {
      readonly kind: "rows";
      readonly columns: readonly string[];
      readonly addedColumns: readonly string[];
      readonly removedColumns: readonly string[];
      /** The column whose values told which row is which; null when rows were aligned by content. */
      readonly key: string | null;
      readonly changes: readonly RowChange[];
      readonly counts: Readonly<Record<RowChange["kind"], number>>;
    }
  | { readonly kind: "too-different" };

const mostEdits = 5_000;
const separator = "\u001f";

/**
 * Two versions of a table by row. Rows are told apart by the first column whose values are unique in both
 * versions and mostly shared; without one, by their whole content in order (Myers 1986).
 */
export function diffRows(before: RowTable, after: RowTable): RowDiff {
  const columns = after.columns.filter((name) => before.columns.includes(name));
  const aligned = { before: project(before, columns), after: project(after, columns) };
  const key = findKey(aligned.before, aligned.after, columns);
  const changes =
    key === null
      ? changesByContent(aligned.before, aligned.after)
      : changesByKey(aligned.before, aligned.after, key);
  if (changes === null) return { kind: "too-different" };
  const count = (kind: RowChange["kind"]) =>
    changes.filter((change) => change.kind === kind).length;
  return {
    kind: "rows",
    columns,
    addedColumns: after.columns.filter((name) => !columns.includes(name)),
    removedColumns: before.columns.filter((name) => !columns.includes(name)),
    key: key === null ? null : (columns[key] ?? null),
    changes,
    counts: { added: count("added"), removed: count("removed"), changed: count("changed") },
  };
}

type Rows = readonly (readonly string[])[];

function project(table: RowTable, columns: readonly string[]): Rows {
  const places = columns.map((name) => table.columns.indexOf(name));
  return table.rows.map((row) => places.map((place) => row[place] ?? ""));
}

function findKey(before: Rows, after: Rows, columns: readonly string[]): number | null {
  if (before.length === 0 || after.length === 0) return null;
  for (const index of columns.keys()) {
    const known = new Set(before.map((row) => row[index]));
    const now = new Set(after.map((row) => row[index]));
    if (known.size !== before.length || now.size !== after.length || known.has("") || now.has(""))
      continue;
    const shared = [...now].filter((value) => known.has(value)).length;
    if (shared * 2 >= Math.min(known.size, now.size)) return index;
  }
  return null;
}

function changesByKey(before: Rows, after: Rows, key: number): RowChange[] {
  const places = new Map(before.map((row, index) => [row[key], index]));
  const changes: RowChange[] = [];
  for (const [index, cells] of after.entries()) {
    const place = places.get(cells[key]);
    places.delete(cells[key]);
    if (place === undefined) changes.push({ kind: "added", after: index, cells });
    else {
      const old = changedCells(before[place] ?? [], cells);
      if (old.size > 0) changes.push({ kind: "changed", before: place, after: index, cells, old });
    }
  }
  for (const index of places.values()) {
    changes.push({ kind: "removed", before: index, cells: before[index] ?? [] });
  }
  return changes;
}

function changesByContent(before: Rows, after: Rows): RowChange[] | null {
  const flat = (rows: Rows) => rows.map((row) => row.join(separator));
  const parts = diffArrays(flat(before), flat(after), { maxEditLength: mostEdits });
  if (parts === undefined) return null;
  const changes: RowChange[] = [];
  let [old, now] = [0, 0];
  for (const { added, removed, value } of parts) {
    for (let index = 0; index < value.length; index += 1) {
      if (removed) changes.push({ kind: "removed", before: old, cells: before[old] ?? [] });
      if (added) changes.push({ kind: "added", after: now, cells: after[now] ?? [] });
      if (!added) old += 1;
      if (!removed) now += 1;
    }
  }
  return changes;
}

function changedCells(before: readonly string[], after: readonly string[]): Map<number, string> {
  return new Map(
    before.flatMap((value, index) => (value === after[index] ? [] : [[index, value] as const])),
  );
}
