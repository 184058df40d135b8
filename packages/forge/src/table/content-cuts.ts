export type CellColumn = ArrayLike<unknown>;

const scratch = new Float64Array(1);
const scratchWords = new Uint32Array(scratch.buffer);
const prime = 0x0100_0193;

/**
 * The lengths of the runs into which rows are cut behind those whose content says so, about `targetRows`
 * each; the last run is what is left over. An insertion moves only the cuts near it. `isEnd` makes the rest
 * a run of its own.
 */
export function cutRows(
  columns: readonly CellColumn[],
  rows: number,
  targetRows: number,
  isEnd: boolean,
): number[] {
  const least = Math.max(1, targetRows >> 2);
  const most = targetRows * 4;
  const lengths: number[] = [];
  let start = 0;
  for (let row = 0; row < rows; row += 1) {
    const length = row + 1 - start;
    const isCut = length >= least && hashRow(columns, row) % targetRows === 0;
    if (!isCut && length < most) continue;
    lengths.push(length);
    start = row + 1;
  }
  if (isEnd && start < rows) lengths.push(rows - start);
  return lengths;
}

function hashRow(columns: readonly CellColumn[], row: number): number {
  let hash = 0x811c_9dc5;
  for (const column of columns) hash = hashCell(hash, column[row]);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hashCell(hash: number, cell: unknown): number {
  if (typeof cell === "number") {
    scratch[0] = cell;
    return mix(mix(hash, scratchWords[0] ?? 0), scratchWords[1] ?? 0);
  }
  if (typeof cell === "string") {
    let mixed = mix(hash, cell.length);
    for (let at = 0; at < cell.length; at += 1) mixed = mix(mixed, cell.charCodeAt(at));
    return mixed;
  }
  if (typeof cell === "bigint")
    return mix(mix(hash, Number(cell & 0xffff_ffffn)), Number(cell >> 32n));
  if (typeof cell === "boolean") return mix(hash, cell ? 2 : 3);
  if (cell instanceof Uint8Array) return cell.reduce(mix, hash);
  return mix(hash, 1);
}

function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value, prime) ^ (hash >>> 15);
}
