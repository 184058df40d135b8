/**
 * Length of the longest common subsequence of two token lists, bit-parallel over the first
 * (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004): n·m/32 steps.
 */
export function longestCommonSubsequence(
  source: readonly string[],
  target: readonly string[],
): number {
  const words = Math.ceil(source.length / 32);
  if (words === 0 || target.length === 0) return 0;
  const positions = new Map<string, number[]>();
  source.forEach((token, index) => {
    const found = positions.get(token);
    if (found === undefined) positions.set(token, [index]);
    else found.push(index);
  });
  const row = new Uint32Array(words).fill(0xffffffff);
  const mask = new Uint32Array(words);
  for (const token of target) {
    const found = positions.get(token);
    if (found === undefined) continue;
    for (const index of found) mask[index >>> 5] = (mask[index >>> 5] ?? 0) | (1 << (index & 31));
    let carry = 0;
    for (let at = 0; at < words; at += 1) {
      const value = row[at] ?? 0;
      const matched = (value & (mask[at] ?? 0)) >>> 0;
      const sum = value + matched + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      row[at] = (sum >>> 0) | (value & ~(mask[at] ?? 0));
    }
    for (const index of found) mask[index >>> 5] = 0;
  }
  let length = 0;
  for (let index = 0; index < source.length; index += 1) {
    if (((row[index >>> 5] ?? 0) & (1 << (index & 31))) === 0) length += 1;
  }
  return length;
}
