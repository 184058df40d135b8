import { parseTimeZone, timeZoneCookieName } from "@byteos/ui/logic/time-zone";
import { cookies } from "next/headers";

/** The zone that the browser last named; UTC on its first page. */
export async function timeZoneOfRequest(): Promise<string> {
  return parseTimeZone((await cookies()).get(timeZoneCookieName)?.value);
}
