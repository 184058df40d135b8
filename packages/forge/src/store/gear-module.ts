/** The table of 256 64-bit numbers lies at the start of memory, the bytes to scan anywhere behind it. */
export const gearTableBytes = 256 * 8;

const opcode = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  return: 0x0f,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  load64: 0x29,
  load8: 0x2d,
  const32: 0x41,
  const64: 0x42,
  isZero64: 0x50,
  greater32: 0x4b,
  notLess32: 0x4f,
  add32: 0x6a,
  shiftLeft32: 0x74,
  add64: 0x7c,
  and64: 0x83,
  shiftLeft64: 0x86,
} as const;
const type = { i32: 0x7f, i64: 0x7e, function: 0x60, none: 0x40 } as const;
const local = { position: 0, end: 1, hash: 2 } as const;
const bytesAtOnce = 8;
const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/**
 * WebAssembly, put together by hand because JavaScript has no quick 64-bit arithmetic: one function
 * `scan(position, end, hash)` over the imported memory `env.memory`. It rolls the gear hash (Xia et al.,
 * FastCDC, 2016) over one byte after the other and returns the address behind the first byte at which
 * `hash & mask` is zero, or 0 when there is none before `end`.
 */
export function buildGearModule(mask: bigint): Uint8Array<ArrayBuffer> {
  const body = [0, ...scanUnrolled(mask), ...scanRest(mask), opcode.const32, 0, opcode.end];
  return new Uint8Array([
    ...header,
    ...section(1, [1, type.function, 3, type.i32, type.i32, type.i64, 1, type.i32]),
    ...section(2, [1, ...text("env"), ...text("memory"), 0x02, 0x00, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text("scan"), 0x00, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

function scanUnrolled(mask: bigint): number[] {
  const steps = Array.from({ length: bytesAtOnce }, (_, offset) => step(offset, mask)).flat();
  return loopUntil(
    [...advanced(bytesAtOnce), opcode.get, local.end, opcode.greater32],
    [...steps, ...advanced(bytesAtOnce), opcode.set, local.position],
  );
}

function scanRest(mask: bigint): number[] {
  return loopUntil(
    [opcode.get, local.position, opcode.get, local.end, opcode.notLess32],
    [...step(0, mask), ...advanced(1), opcode.set, local.position],
  );
}

function loopUntil(condition: readonly number[], body: readonly number[]): number[] {
  const open = [opcode.block, type.none, opcode.loop, type.none];
  return [...open, ...condition, opcode.brIf, 1, ...body, opcode.br, 0, opcode.end, opcode.end];
}

/** hash = (hash << 1) + table[memory[position + offset]]; return position + offset + 1 when it matches. */
function step(offset: number, mask: bigint): number[] {
  const shifted = [opcode.get, local.hash, opcode.const64, 1, opcode.shiftLeft64];
  const byte = [opcode.get, local.position, opcode.load8, 0, offset];
  const gear = [...byte, opcode.const32, 3, opcode.shiftLeft32, opcode.load64, 3, 0];
  const rolled = [...shifted, ...gear, opcode.add64, opcode.tee, local.hash];
  const matches = [opcode.const64, ...signed(mask), opcode.and64, opcode.isZero64];
  const leave = [opcode.if, type.none, ...advanced(offset + 1), opcode.return, opcode.end];
  return [...rolled, ...matches, ...leave];
}

function advanced(by: number): number[] {
  return [opcode.get, local.position, opcode.const32, ...signed(BigInt(by)), opcode.add32];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function text(value: string): number[] {
  return [value.length, ...new TextEncoder().encode(value)];
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asIntN(64, value);
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    const isLast = (rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}
