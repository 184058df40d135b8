import { describe, expect, it } from "vitest";
import { drawQrCode } from "../src/qr-code.ts";
import { drawRosette } from "../src/rosette.ts";

describe("drawQrCode", () => {
  it("draws the three finder patterns and stays inside its square", () => {
    const { size, path } = drawQrCode("https://learn.example/verify/K7QM4D2X9HPAK7QM4D2X");
    expect(path).toContain("M0 0h7v1h-7z");
    expect(path).toContain(`M${size - 7} 0h7v1h-7z`);
    expect(path).toContain(`M0 ${size - 1}h7v1h-7z`);
    for (const [, column, row, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
      expect(Number(column) + Number(length)).toBeLessThanOrEqual(size);
      expect(Number(row)).toBeLessThan(size);
    }
  });
});

describe("drawRosette", () => {
  it("is the same for the same content and different for other content", () => {
    const first = drawRosette("00aa11".padEnd(64, "0"));
    expect(drawRosette("00aa11".padEnd(64, "0"))).toEqual(first);
    expect(drawRosette("05aa11".padEnd(64, "0"))).not.toEqual(first);
  });

  it("keeps within its radius", () => {
    for (const [, x, y] of drawRosette("ffeedd")
      .join("")
      .matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
      expect(Math.hypot(Number(x), Number(y))).toBeLessThan(100);
    }
  });
});
