import { z } from "zod";
import { measureRate, postJson } from "../post-json.ts";
import type { SupabaseBenchRow } from "../supabase-row.ts";

const parallel = 16;
const secondsOfRun = 5;
const Session = z.object({ refresh_token: z.string() });

export const authRefreshRow: SupabaseBenchRow = {
  name: "auth-refresh",
  title: "refreshes of 16 sessions at once, each committed to disk",
  async measure({ instance, runs, note }) {
    const tokens = await Promise.all(
      Array.from({ length: parallel }, async (_, index) => {
        const body = { email: `refresh-${index}@bench.example`, password: "a bench password" };
        return Session.parse(await postJson(instance, "/auth/v1/signup", body)).refresh_token;
      }),
    );
    const refresh = async (lane: number) => {
      const answer = await postJson(instance, "/auth/v1/token?grant_type=refresh_token", {
        refresh_token: tokens[lane],
      });
      tokens[lane] = Session.parse(answer).refresh_token;
    };
    await measureRate(parallel, 1, refresh);
    const values: number[] = [];
    for (let run = 1; run <= runs; run += 1) {
      const rate = await measureRate(parallel, secondsOfRun, refresh);
      note(`Run ${run}: ${Math.round(rate)} a second`);
      values.push(rate);
    }
    return [{ name: "refreshes", unit: "/s", values, target: { atLeast: 500 } }];
  },
};
