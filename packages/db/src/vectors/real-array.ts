const realOid = 700;
const headerBytes = 20;

/**
 * Reads a `real[]` as Postgres sends it in binary (`array_send`): several times faster than its text for
 * long vectors. One dimension without nulls; anything else throws.
 */
export function readRealArray(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 12 || view.getInt32(8) !== realOid) throw unreadable();
  if (view.getInt32(0) === 0) return new Float32Array(0);
  const count = bytes.byteLength < headerBytes ? -1 : view.getInt32(12);
  if (view.getInt32(0) !== 1 || view.getInt32(4) !== 0) throw unreadable();
  if (bytes.byteLength !== headerBytes + count * 8) throw unreadable();
  const values = new Float32Array(count);
  for (let at = 0; at < count; at += 1) values[at] = view.getFloat32(headerBytes + at * 8 + 4);
  return values;
}

function unreadable(): Error {
  return new Error("Not a one-dimensional array of reals without nulls");
}
