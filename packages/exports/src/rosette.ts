/**
 * A guilloche of closed hypotrochoid-like curves within radius 100 around the origin. Its lobes come
 * from the first bytes of the content hash, so two certificates for the same content look alike and
 * a certificate for other content does not.
 */
export function drawRosette(contentHash: string): string[] {
  const seed = [0, 2, 4].map((at) => Number.parseInt(contentHash.slice(at, at + 2), 16) || 0);
  const lobes = 12 + ((seed[0] ?? 0) % 9);
  const turns = 5 + ((seed[1] ?? 0) % 5);
  const depth = 0.3 + ((seed[2] ?? 0) % 40) / 200;
  const rings = [
    { outer: 99, inner: 99, lobes: 1, turns: 1 },
    { outer: 99, inner: 99 * (1 - depth), lobes: lobes * 2 + 1, turns: 2 },
    { outer: 88, inner: 30, lobes: lobes + (lobes % turns === 0 ? 1 : 0), turns },
    { outer: 62, inner: 26, lobes: lobes * 2 - 1, turns: 3 },
    { outer: 26, inner: 26, lobes: 1, turns: 1 },
  ];
  return rings.map(drawRing);
}

function drawRing(ring: { outer: number; inner: number; lobes: number; turns: number }): string {
  const steps = ring.outer === ring.inner ? 96 : ring.turns * 180;
  const middle = (ring.outer + ring.inner) / 2;
  const swing = (ring.outer - ring.inner) / 2;
  let path = "";
  for (let step = 0; step < steps; step += 1) {
    const angle = (step / steps) * ring.turns * 2 * Math.PI;
    const radius = middle + swing * Math.cos((angle * ring.lobes) / ring.turns);
    const x = (radius * Math.cos(angle)).toFixed(1);
    const y = (radius * Math.sin(angle)).toFixed(1);
    path += `${step === 0 ? "M" : "L"}${x} ${y}`;
  }
  return `${path}Z`;
}
