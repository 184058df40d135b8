import { describe, expect, it } from "vitest";
import { longDate, partOfDay, recentDate, shortDate, timeOfDay } from "../src/logic/dates.ts";
import { parseTimeZone } from "../src/logic/time-zone.ts";

const at = (time: string) => new Date(time);

describe("dates", () => {
  it("are written as the reader's clock has them", () => {
    const lateInLondon = at("2026-11-25T23:30:00Z");
    expect(longDate(lateInLondon)).toBe("25 November 2026");
    expect(longDate(lateInLondon, "Europe/Berlin")).toBe("26 November 2026");
    expect(shortDate(lateInLondon, "America/New_York")).toBe("25 Nov 2026");
    expect(timeOfDay(lateInLondon, "Asia/Kolkata")).toBe("05:00");
    expect(timeOfDay(at("2026-11-25T00:05:00Z"))).toBe("00:05");
  });

  it("say less the longer ago it was", () => {
    const now = at("2026-11-26T08:00:00Z");
    const timeZone = "Europe/Berlin";
    const said = (time: string) => recentDate(at(time), { now, timeZone });
    expect(said("2026-11-26T07:00:00Z")).toBe("08:00");
    expect(said("2026-11-25T23:30:00Z")).toBe("00:30");
    expect(said("2026-11-25T22:30:00Z")).toBe("Wednesday");
    expect(said("2026-11-19T22:30:00Z")).toBe("19 November");
    expect(said("2025-12-31T23:30:00Z")).toBe("1 January");
    expect(said("2025-12-31T22:30:00Z")).toBe("31 December 2025");
  });

  it("greet by the reader's hour", () => {
    expect(partOfDay(at("2026-11-26T06:00:00Z"), "UTC")).toBe("morning");
    expect(partOfDay(at("2026-11-26T06:00:00Z"), "Asia/Tokyo")).toBe("afternoon");
    expect(partOfDay(at("2026-11-26T00:00:00Z"), "America/New_York")).toBe("evening");
  });

  it("take no zone that does not exist", () => {
    expect(parseTimeZone("Europe/Berlin")).toBe("Europe/Berlin");
    expect(parseTimeZone(undefined)).toBe("UTC");
    for (const odd of ["", "Mars/Base", "../../etc/passwd", "a".repeat(5_000)]) {
      expect(parseTimeZone(odd)).toBe("UTC");
    }
  });
});
