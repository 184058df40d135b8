import { createSecondStep } from "@byteos/web/second-step";
import { log } from "./log.ts";
import { session } from "./session.ts";
import { supabaseForSignIn } from "./supabase.ts";

export const secondStep = createSecondStep({
  log,
  session,
  supabaseForSignIn,
  settingsPath: "/settings",
});
