import { describe, expect, it } from "vitest";
import { ReadingClock } from "./reading-clock.ts";

const second = 1_000;

describe("ReadingClock", () => {
  it("counts time with signs of a reader", () => {
    const clock = new ReadingClock(0);
    clock.sign(20 * second);
    clock.sign(40 * second);
    expect(clock.take(50 * second)).toBe(50);
    expect(clock.take(50 * second)).toBe(0);
  });

  it("stops a minute after the last sign", () => {
    const clock = new ReadingClock(0);
    expect(clock.take(3_600 * second)).toBe(60);
    clock.sign(3_700 * second);
    expect(clock.take(3_710 * second)).toBe(10);
  });

  it("does not count while the page is hidden", () => {
    const clock = new ReadingClock(0);
    clock.setVisible(false, 10 * second);
    clock.setVisible(true, 500 * second);
    expect(clock.take(505 * second)).toBe(15);
  });
});
