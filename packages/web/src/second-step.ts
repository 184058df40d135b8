import { AppError, isAppError } from "@byteos/contracts/errors";
import { ownPath } from "@byteos/contracts/own-path";
import type { AuthenticatorSetup, SecondStepState } from "@byteos/integrations/auth/second-step";
import { createSupabaseSecondStep } from "@byteos/integrations/auth/supabase-second-step";
import type { AuthFormState } from "@byteos/ui/patterns/auth/auth-form";
import type { SecondStepAnswer } from "@byteos/ui/patterns/auth/second-step-settings";
import { revalidatePath } from "next/cache";
import { redirect, unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { explainError } from "./explain-error.ts";
import { explainedWords } from "./explained-words.ts";
import type { Log } from "./log.ts";
import type { Session } from "./session.ts";
import type { SupabaseClients } from "./supabase-clients.ts";

const Confirmation = z.object({ factorId: z.uuid(), code: z.string().trim().min(1).max(20) });
const Pass = z.object({
  code: z.string().trim().min(1).max(100),
  kind: z.enum(["app", "recovery"]),
  next: z.string().max(2_000).optional(),
});

export interface SecondStepOptions {
  readonly log: Log;
  readonly session: Session;
  readonly supabaseForSignIn: SupabaseClients["supabaseForSignIn"];
  /** The page that shows the second step of one's own account. */
  readonly settingsPath: string;
}

export interface SecondStepActions {
  readonly load: () => Promise<SecondStepState>;
  /** For the page that asks for it: anyone else goes where they were going, or signs in first. */
  readonly requireOwed: (next: string) => Promise<void>;
  readonly begin: () => Promise<SecondStepAnswer<AuthenticatorSetup>>;
  readonly confirm: (input: unknown) => Promise<SecondStepAnswer<readonly string[] | null>>;
  readonly renewRecoveryCodes: () => Promise<SecondStepAnswer<readonly string[]>>;
  readonly remove: (factorId: unknown) => Promise<SecondStepAnswer<null>>;
  /** The second step of a sign-in, by an app's code or a recovery code; goes on to where they were going. */
  readonly pass: (form: FormData) => Promise<AuthFormState>;
}

/** Two-step verification of one's own account, as both apps offer it. */
export function createSecondStep({
  log,
  session,
  supabaseForSignIn,
  settingsPath,
}: SecondStepOptions): SecondStepActions {
  const secondStep = async () => createSupabaseSecondStep(await supabaseForSignIn());
  const inWords = async (event: string, error: unknown): Promise<string> => {
    unstable_rethrow(error);
    const { requestId } = await session.getRequestContext();
    const explained = explainError(error, { log, event, requestId });
    if (explained.kind !== "internal") log.info(event, { requestId, outcome: explained.code });
    return explainedWords(explained).replace(/\.?$/, ".");
  };
  const answer = async <Value>(
    event: string,
    work: () => Promise<Value>,
  ): Promise<SecondStepAnswer<Value>> => {
    try {
      const { requestId, actor } = await session.getRequestContext();
      if (actor.kind !== "member")
        throw new AppError("unauthorized", "session.required", "Sign in to continue");
      const value = await work();
      log.info(event, { requestId, actorId: actor.userId, outcome: "ok" });
      return { ok: true, value };
    } catch (error) {
      return { ok: false, message: await inWords(event, error) };
    }
  };
  const change = async <Value>(
    event: string,
    work: () => Promise<Value>,
  ): Promise<SecondStepAnswer<Value>> => {
    const changed = await answer(event, work);
    if (changed.ok) revalidatePath(settingsPath);
    return changed;
  };
  return {
    load: async () => (await secondStep()).load(),
    async requireOwed(next) {
      if (await session.isSecondStepOwed()) return;
      const { actor } = await session.getRequestContext();
      redirect(actor.kind === "public" ? `/sign-in?next=${encodeURIComponent(next)}` : next);
    },
    begin: () => answer("second-step.begin", async () => (await secondStep()).begin()),
    confirm: (input) =>
      change("second-step.confirm", async () =>
        (await secondStep()).confirm(Confirmation.parse(input)),
      ),
    renewRecoveryCodes: () =>
      change("second-step.renew-codes", async () => (await secondStep()).renewRecoveryCodes()),
    remove: (factorId) =>
      change("second-step.remove", async () => {
        await (await secondStep()).remove(z.uuid().parse(factorId));
        return null;
      }),
    async pass(form) {
      const parsed = Pass.safeParse(Object.fromEntries(form));
      if (!parsed.success) return { fieldErrors: { code: "Type the code." } };
      const { code, kind, next } = parsed.data;
      try {
        const step = await secondStep();
        await (kind === "recovery" ? step.passByRecoveryCode(code) : step.pass(code));
      } catch (error) {
        const isCode = isAppError(error) && error.code === "auth.wrong-code";
        const words = await inWords("second-step.pass", error);
        return isCode ? { fieldErrors: { code: words } } : { error: words };
      }
      redirect(ownPath(next));
    },
  };
}
