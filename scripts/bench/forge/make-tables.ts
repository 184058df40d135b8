import { closeSync, openSync, writeSync } from "node:fs";
import { fileWriter, ParquetWriter } from "hyparquet-writer";
import { SeededRandom } from "./random-bytes.ts";

const rowsAtOnce = 100_000;
const cities = ["Accra", "Bergen", "Cusco", "Dhaka", "Essen", "Fukuoka", "Galway", "Hanoi"];

interface Rows {
  readonly id: Int32Array;
  readonly user: Int32Array;
  readonly score: Float64Array;
  readonly weight: Float64Array;
  readonly city: string[];
}

/** Rows from `start` on; the later version has 1% of all of them, in one run, with another score. */
function makeRows(start: number, count: number, total: number, isLater: boolean): Rows {
  const random = new SeededRandom(start + 77);
  const rows: Rows = {
    id: new Int32Array(count),
    user: new Int32Array(count),
    score: new Float64Array(count),
    weight: new Float64Array(count),
    city: [],
  };
  const changedFrom = Math.floor(total * 0.6);
  const changedTo = changedFrom + Math.floor(total / 100);
  for (let at = 0; at < count; at += 1) {
    const id = start + at;
    rows.id[at] = id;
    rows.user[at] = random.below(500_000);
    rows.score[at] = random.next() / 2 ** 32;
    rows.weight[at] = random.next() / 2 ** 32;
    rows.city.push(cities[random.below(cities.length)] ?? "");
    if (isLater && id >= changedFrom && id < changedTo) rows.score[at] = (rows.score[at] ?? 0) / 2;
  }
  return rows;
}

export async function makeParquet(path: string, megabytes: number, isLater: boolean) {
  // Nearly the width of a row: the numbers hardly compress, the cities become a dictionary.
  const total = Math.round((megabytes * 1e6) / 24.5);
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [
      { name: "root", num_children: 5 },
      { name: "id", type: "INT32", repetition_type: "REQUIRED" },
      { name: "user", type: "INT32", repetition_type: "REQUIRED" },
      { name: "score", type: "DOUBLE", repetition_type: "REQUIRED" },
      { name: "weight", type: "DOUBLE", repetition_type: "REQUIRED" },
      { name: "city", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
    ],
  });
  for (let start = 0; start < total; start += rowsAtOnce) {
    const rows = makeRows(start, Math.min(rowsAtOnce, total - start), total, isLater);
    const columnData = Object.entries(rows).map(([name, data]) => ({ name, data }));
    await writer.write({ columnData, rowGroupSize: rowsAtOnce });
  }
  await writer.finish();
}

export function makeCsv(path: string, megabytes: number, isLater: boolean): void {
  const total = Math.round((megabytes * 1e6) / 55);
  const file = openSync(path, "w");
  writeSync(file, "id,user,score,weight,city\n");
  for (let start = 0; start < total; start += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, total - start);
    const rows = makeRows(start, count, total, isLater);
    const lines = Array.from({ length: count }, (_, at) => {
      const { id, user, score, weight, city } = rows;
      return `${id[at]},${user[at]},${score[at]?.toFixed(12)},${weight[at]?.toFixed(12)},${city[at]}\n`;
    });
    writeSync(file, lines.join(""));
  }
  closeSync(file);
}
