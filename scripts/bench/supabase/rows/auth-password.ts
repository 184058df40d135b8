import { hashPassword, isPasswordRight } from "@byteos/supabase-local/auth/passwords";
import { measureRate, postJson } from "../post-json.ts";
import type { SupabaseBenchRow } from "../supabase-row.ts";

const parallel = 8;
const secondsOfRun = 5;
const email = "password@bench.example";
const password = "a bench password";

export const authPasswordRow: SupabaseBenchRow = {
  name: "auth-password",
  title: "password sign-ins, 8 at once, beside the bare comparison of the hash",
  async measure({ instance, runs, note }) {
    await postJson(instance, "/auth/v1/signup", { email, password });
    const stored = await hashPassword(password);
    const rates: number[] = [];
    const shares: number[] = [];
    for (let run = 1; run <= runs; run += 1) {
      const bare = await measureRate(parallel, secondsOfRun, async () => {
        await isPasswordRight(password, stored);
      });
      const rate = await measureRate(parallel, secondsOfRun, async () => {
        await postJson(instance, "/auth/v1/token?grant_type=password", { email, password });
      });
      note(`Run ${run}: ${rate.toFixed(1)} a second, the bare hash ${bare.toFixed(1)}`);
      rates.push(rate);
      shares.push((rate / bare) * 100);
    }
    return [
      { name: "sign-ins", unit: "/s", values: rates },
      { name: "of the bare hash", unit: "%", values: shares, target: { atLeast: 90 } },
    ];
  },
};
