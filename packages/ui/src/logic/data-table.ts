import type { ReactNode } from "react";
import type { CsvValue } from "./csv.ts";

export interface DataColumn<Row> {
  id: string;
  header: string;
  /** What is sorted, searched and exported. */
  value: (row: Row) => CsvValue;
  /** What is shown; the value by default. */
  cell?: (row: Row) => ReactNode;
  isNumeric?: boolean;
  /** On by default. */
  isSortable?: boolean;
  /** On by default for texts. */
  isSearched?: boolean;
  /** Takes the whole row on a phone. */
  isWide?: boolean;
  /** Left out of the export: columns of buttons. */
  isExported?: boolean;
  /** Hides the words of the header, where the cells explain themselves. */
  isHeaderHidden?: boolean;
}

export interface DataFilter<Row> {
  id: string;
  label: string;
  options: readonly { value: string; label: string }[];
  matches: (row: Row, value: string) => boolean;
}

/** Order of two values: nothing last, texts in the reader's language with numbers by size. */
export function compareValues(one: CsvValue, other: CsvValue): number {
  const isEmpty = (value: CsvValue): boolean =>
    value === null || value === undefined || value === "";
  if (isEmpty(one) || isEmpty(other)) return Number(isEmpty(one)) - Number(isEmpty(other));
  if (typeof one === "string" && typeof other === "string") {
    return one.localeCompare(other, undefined, { numeric: true, sensitivity: "base" });
  }
  return Number(one) - Number(other);
}

/** Whether a row has every word of the search in its columns. */
export function matchesSearch<Row>(
  row: Row,
  columns: readonly DataColumn<Row>[],
  search: string,
): boolean {
  const words = search.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return true;
  const text = columns
    .filter((column) => column.isSearched !== false)
    .map((column) => column.value(row))
    .filter((value) => typeof value === "string" || typeof value === "number")
    .join(" ")
    .toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}
