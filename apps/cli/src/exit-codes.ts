import type { AppError, ErrorKind } from "@byteos/contracts/errors";

/** What a script can tell from how a command ended. */
export const exitCode = {
  done: 0,
  /** It worked, and found something wrong: damage, or differences where none were wanted. */
  found: 1,
  usage: 2,
  notFound: 3,
  conflict: 4,
  refused: 5,
  limit: 6,
  /** The network or the server is away. */
  unreachable: 69,
  broken: 70,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const exitCodeOfKind = {
  not_found: exitCode.notFound,
  forbidden: exitCode.refused,
  unauthorized: exitCode.refused,
  conflict: exitCode.conflict,
  validation: exitCode.usage,
  limit: exitCode.limit,
  precondition: exitCode.conflict,
  internal: exitCode.broken,
} as const satisfies Record<ErrorKind, ExitCode>;

const away = ["forge.unreachable", "forge.upload-failed", "storage.failed"];

export function exitCodeOf({ kind, code }: AppError): ExitCode {
  return away.includes(code) ? exitCode.unreachable : exitCodeOfKind[kind];
}
