"use server";

import type { AuthFormState } from "@byteos/ui/patterns/auth/auth-form";
import { updateProfile } from "@byteos/usecases/profile/update-profile";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireMember } from "../../lib/session.ts";

const NameForm = z.object({ fullName: z.string().trim().min(1, "Type your name.").max(200) });

export async function saveNameAction(
  _state: AuthFormState,
  form: FormData,
): Promise<AuthFormState> {
  const parsed = NameForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) {
    return { fieldErrors: { fullName: parsed.error.issues[0]?.message ?? "Type your name." } };
  }
  await updateProfile({ ctx: await requireMember(), input: parsed.data });
  revalidatePath("/", "layout");
  return { done: "Your name is saved. Certificates issued from now on carry it." };
}
