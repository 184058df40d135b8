export const errorKinds = [
  "not_found",
  "forbidden",
  "unauthorized",
  "conflict",
  "validation",
  "limit",
  "precondition",
  "internal",
] as const;
export type ErrorKind = (typeof errorKinds)[number];

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** What the person can do next, in one plain sentence. */
  readonly suggestion?: string;
  /** Facts for the interface, never personal text: limits, ids, field names. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * The one error that crosses package boundaries. `code` names the feature and the case
 * (`course.already-published`); adapters translate `kind` into a status and `code` into words.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly suggestion: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(kind: ErrorKind, code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.kind = kind;
    this.code = code;
    this.suggestion = options.suggestion;
    this.details = options.details ?? {};
  }
}

export function isAppError(value: unknown): value is AppError {
  return value instanceof AppError;
}

/** HTTP status of an error kind; adapters use this table and no other. */
export const httpStatusByErrorKind = {
  not_found: 404,
  forbidden: 403,
  unauthorized: 401,
  conflict: 409,
  validation: 422,
  limit: 429,
  precondition: 412,
  internal: 500,
} as const satisfies Record<ErrorKind, number>;
