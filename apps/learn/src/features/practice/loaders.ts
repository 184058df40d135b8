import { chooseQuestion, type PracticeStep } from "@byteos/usecases/practice/choose-question";
import { z } from "zod";
import { requireMember } from "../../lib/session.ts";

/** The first question of a sitting; an id that is none is left out, like a skill that is not there. */
export async function loadPracticePage(skillId: string | null): Promise<PracticeStep> {
  const ctx = await requireMember();
  const known = z.uuid().safeParse(skillId).data ?? null;
  return chooseQuestion({ ctx, input: { skillId: known } });
}
