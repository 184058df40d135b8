/** Minutes that `timeZone` (an IANA name) is ahead of UTC at `at`; 0 for a name that is not known. */
export function utcOffsetMins(timeZone: string, at: Date): number {
  try {
    const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
      .formatToParts(at)
      .find((part) => part.type === "timeZoneName");
    const [, sign, hours = "0", minutes = "0"] =
      /GMT([+-])(\d+):(\d+)/.exec(parts?.value ?? "") ?? [];
    const offset = Number(hours) * 60 + Number(minutes);
    return sign === "-" ? -offset : offset;
  } catch {
    return 0;
  }
}

const trustedDriftMs = 60_000;
/** Devices whose clock was never set begin in 1970, or in year 0; what they did is real all the same. */
const earliest = Date.UTC(2020, 0, 1);

/**
 * The server's time of something that a device dates by its own clock, given what that clock says now.
 * A minute's difference is left alone. Nothing comes out later than now: a place or a streak dated in the
 * future could never be overtaken.
 */
export function correctDeviceTime(
  occurredAt: Date,
  { deviceNow, now }: { deviceNow: Date | null; now: Date },
): Date {
  const drift = deviceNow === null ? 0 : now.getTime() - deviceNow.getTime();
  const shift = Math.abs(drift) > trustedDriftMs ? drift : 0;
  return new Date(Math.min(Math.max(occurredAt.getTime() + shift, earliest), now.getTime()));
}
