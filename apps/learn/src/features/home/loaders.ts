import { type HomeView, loadHome } from "@byteos/usecases/enrollment/load-home";
import { learnerTimeZone, requireMember } from "../../lib/session.ts";

export async function loadHomePage(): Promise<HomeView> {
  const ctx = await requireMember();
  return loadHome({ ctx, input: { timeZone: await learnerTimeZone() } });
}
