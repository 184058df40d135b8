import { ownPath } from "@byteos/contracts/own-path";
import { linkTypes } from "@byteos/integrations/auth/auth-port";
import { createSupabaseAuth } from "@byteos/integrations/auth/supabase-auth";
import { createSupabaseSecondStep } from "@byteos/integrations/auth/supabase-second-step";
import { errorFields } from "@byteos/web/log";
import { env } from "../../../env.ts";
import { log } from "../../../lib/log.ts";
import { supabaseForSignIn } from "../../../lib/supabase.ts";

/** Where the links in mails come back to: trades what they carry for a session, then goes on. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const next = ownPath(searchParams.get("next"));
  const to = (path: string) => Response.redirect(new URL(path, env().LEARN_URL), 303);
  const code = searchParams.get("code");
  const tokenHash = searchParams.get("token_hash");
  const type = linkTypes.find((each) => each === searchParams.get("type"));
  try {
    const supabase = await supabaseForSignIn();
    const auth = createSupabaseAuth(supabase);
    if (code !== null) await auth.exchangeCode(code);
    else if (tokenHash !== null && type !== undefined)
      await auth.verifyTokenHash({ tokenHash, type });
    else return to(next === "/new-password" ? "/reset-password?link=ended" : "/sign-in");
    const isOwed = await createSupabaseSecondStep(supabase).isOwed();
    return to(isOwed ? `/second-step?next=${encodeURIComponent(next)}` : next);
  } catch (error) {
    log.info("session.callback", { ...errorFields(error), outcome: "refused" });
    return to(next === "/new-password" ? "/reset-password?link=ended" : "/sign-in");
  }
}
