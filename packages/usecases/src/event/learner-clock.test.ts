import { describe, expect, it } from "vitest";
import { correctDeviceTime } from "./learner-clock.ts";

const now = new Date("2026-05-04T12:00:00Z");
const corrected = (occurredAt: string, deviceNow: string | null) =>
  correctDeviceTime(new Date(occurredAt), {
    deviceNow: deviceNow === null ? null : new Date(deviceNow),
    now,
  }).toISOString();

describe("correctDeviceTime", () => {
  it("leaves a clock alone that is right to the minute", () => {
    expect(corrected("2026-05-04T11:00:00Z", "2026-05-04T12:00:30Z")).toBe(
      "2026-05-04T11:00:00.000Z",
    );
  });

  it("shifts by as much as the device is wrong", () => {
    expect(corrected("2026-05-04T09:00:00Z", "2026-05-04T10:00:00Z")).toBe(
      "2026-05-04T11:00:00.000Z",
    );
    expect(corrected("2031-01-01T00:00:00Z", "2031-01-01T01:00:00Z")).toBe(
      "2026-05-04T11:00:00.000Z",
    );
  });

  it("gives a time that a database can hold and nothing overtakes, whatever the device says", () => {
    for (const occurredAt of [
      "0000-01-01T00:00:00Z",
      "1970-01-01T00:00:00Z",
      "9999-12-31T23:59:59Z",
    ]) {
      for (const deviceNow of [null, "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]) {
        const time = new Date(corrected(occurredAt, deviceNow));
        expect(time.getUTCFullYear()).toBeGreaterThanOrEqual(2020);
        expect(time.getTime()).toBeLessThanOrEqual(now.getTime());
      }
    }
  });
});
