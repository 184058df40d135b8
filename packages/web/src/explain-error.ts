import { isAppError } from "@byteos/contracts/errors";
import type { AppError } from "@byteos/contracts/errors";
import { z } from "zod";
import { errorFields, type Log } from "./log.ts";

export interface Explained {
  readonly kind: AppError["kind"];
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly fieldErrors?: Readonly<Record<string, string>>;
}

function ofFields(error: z.ZodError): Explained {
  const fieldErrors: Record<string, string> = {};
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? "");
    if (name !== "") fieldErrors[name] ??= issue.message;
  }
  return {
    kind: "validation",
    code: "request.invalid",
    message: "Something here has the wrong form.",
    fieldErrors,
  };
}

/** An error in words that a person may see; what is not ours to tell is logged and stays general. */
export function explainError(
  error: unknown,
  { log, event, requestId }: { log: Log; event: string; requestId: string },
): Explained {
  if (error instanceof z.ZodError) return ofFields(error);
  if (isAppError(error) && error.kind !== "internal") {
    const { kind, code, message, suggestion, details } = error;
    return { kind, code, message, details, ...(suggestion === undefined ? {} : { suggestion }) };
  }
  log.error(event, { requestId, outcome: "failed", ...errorFields(error) });
  const isKnown = isAppError(error) && error.code !== "database.failed";
  return {
    kind: "internal",
    code: isAppError(error) ? error.code : "internal",
    message:
      isKnown && error.code.startsWith("auth.") ? error.message : "Something failed on our side.",
    suggestion: `Try again. If it happens again, tell us this reference: ${requestId}.`,
  };
}
