import { type HomeView, loadHome } from "@byteos/usecases/enrollment/load-home";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { requireMember } from "../../lib/session.ts";

export async function loadHomePage(): Promise<HomeView> {
  const ctx = await requireMember();
  return loadHome({ ctx, input: { timeZone: await timeZoneOfRequest() } });
}
