import { failed, ok, type Check } from "../finding.ts";
import type { Target } from "../target.ts";
import { request } from "./request.ts";

const mostSkewSecs = 30;

/** Tokens, signed links and signatures are good for a time, so the clocks must agree. */
export function clockCheck({ SUPABASE_URL }: Target, now: () => Date): Check {
  return {
    id: "clock",
    title: "Clock",
    run: async () => {
      const before = now().getTime();
      const answer = await request(`${SUPABASE_URL}/auth/v1/health`);
      const date = Date.parse(answer?.headers.get("date") ?? "");
      if (Number.isNaN(date)) return failed("Supabase names no time", "See Auth.");
      // The header has whole seconds, and half of the way there and back is the best guess of its moment.
      const skewSecs = (date + 500 - (before + now().getTime()) / 2) / 1000;
      return Math.abs(skewSecs) <= mostSkewSecs
        ? ok(`within ${mostSkewSecs} s of Supabase's`)
        : failed(
            `this machine is ${Math.round(Math.abs(skewSecs))} s ${skewSecs > 0 ? "behind" : "ahead of"} Supabase`,
            "Switch on time synchronisation (timedatectl set-ntp true), or sessions end early or never begin.",
          );
    },
  };
}
