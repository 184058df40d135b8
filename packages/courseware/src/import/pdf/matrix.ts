/** An affine map as PDF writes it. */
export type Matrix = readonly [number, number, number, number, number, number];

export function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}

export function asMatrix(values: ArrayLike<number> | null | undefined): Matrix {
  const at = (index: number, fallback: number): number => {
    const value = values?.[index];
    return typeof value === "number" && Number.isFinite(value) ? value : fallback;
  };
  return [at(0, 1), at(1, 0), at(2, 0), at(3, 1), at(4, 0), at(5, 0)];
}
