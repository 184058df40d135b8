import { TableWriter, type TableColumn } from "../../src/table/table-writer.ts";

const columns: readonly TableColumn[] = [
  { name: "user", type: "INT32", isNullable: false },
  { name: "score", type: "DOUBLE", isNullable: false },
  { name: "city", type: "STRING", isNullable: true },
];
export type Row = readonly [user: number, score: number, city: string | null];
const cities = ["Accra", "Bergen", "Cusco", null];

export function makeRows(count: number): Row[] {
  let state = 5;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  return Array.from({ length: count }, () => {
    return [next() >>> 8, next() / 2 ** 32, cities[next() >>> 30] ?? null] as const;
  });
}

export async function writeRows(rows: readonly Row[], batch = 50_000): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const writer = new TableWriter(columns, (bytes) => parts.push(bytes));
  for (let start = 0; start < rows.length; start += batch) {
    const part = rows.slice(start, start + batch);
    await writer.write(columns.map((_, at) => part.map((row) => row[at])));
  }
  await writer.finish();
  return new Uint8Array(Buffer.concat(parts));
}
