import type { AuthFormState } from "@byteos/ui/patterns/auth/auth-form";
import { explainError } from "@byteos/web/explain-error";
import { unstable_rethrow } from "next/navigation";
import { log } from "../../lib/log.ts";
import { getRequestContext } from "../../lib/session.ts";

export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** Runs a form's work and turns errors into words in the form; what was typed comes back, passwords do not. */
export async function runAuthForm(
  name: string,
  values: Readonly<Record<string, string>>,
  work: () => Promise<AuthFormState>,
): Promise<AuthFormState> {
  try {
    return await work();
  } catch (error) {
    unstable_rethrow(error);
    const { requestId } = await getRequestContext();
    const { message, suggestion, fieldErrors } = explainError(error, {
      log,
      event: name,
      requestId,
    });
    if (fieldErrors !== undefined) return { values, fieldErrors };
    return {
      values,
      error:
        suggestion === undefined
          ? `${message}.`.replace("..", ".")
          : `${message.replace(/\.?$/, ".")} ${suggestion}`,
    };
  }
}
