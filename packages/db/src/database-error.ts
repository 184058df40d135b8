import { AppError, type ErrorKind } from "@byteos/contracts/errors";

interface DatabaseFailure {
  /** SQLSTATE, or Prisma's own code where the database never answered. */
  readonly code: string;
  readonly message: string;
  /** Constraint or index that refused, where Postgres names it. */
  readonly constraint: string | null;
}

// Raised by our own triggers and functions: the message is the AppError's code.
const raisedKinds: Readonly<Record<string, ErrorKind>> = {
  BY403: "forbidden",
  BY404: "not_found",
  BY409: "conflict",
  BY412: "precondition",
  BY422: "validation",
  BY429: "limit",
};

const known: Readonly<Record<string, readonly [ErrorKind, string, string]>> = {
  "23505": ["conflict", "database.duplicate", "Something with this value exists already"],
  "23503": ["conflict", "database.reference-missing", "Something this refers to is not there"],
  "23001": ["conflict", "database.still-used", "Something else still refers to this"],
  "23514": ["validation", "database.check-failed", "A value is outside what is allowed"],
  "23502": ["validation", "database.value-missing", "A required value is missing"],
  "22P02": ["validation", "database.invalid-value", "A value has the wrong form"],
  "22P05": ["validation", "database.invalid-value", "A value has the wrong form"],
  "22021": ["validation", "database.invalid-value", "A value has the wrong form"],
  "22008": ["validation", "database.out-of-range", "A date is out of range"],
  "22001": ["validation", "database.too-long", "A value is too long"],
  "22003": ["validation", "database.out-of-range", "A number is out of range"],
  "42501": ["forbidden", "database.denied", "This is not allowed"],
  "40001": ["conflict", "database.busy", "Others changed the same data at the same moment"],
  "40P01": ["conflict", "database.busy", "Others changed the same data at the same moment"],
  "55P03": ["conflict", "database.busy", "Others changed the same data at the same moment"],
  "57014": ["limit", "database.too-slow", "The database took too long to answer"],
  "53300": ["limit", "database.busy", "The database has too many connections"],
  P2025: ["not_found", "database.not-found", "This does not exist"],
  P2028: ["limit", "database.too-slow", "The database took too long to answer"],
};

/** True when Postgres rolled the transaction back only because of others running beside it. */
export function isRetryable(error: unknown): boolean {
  const code = readFailure(error)?.code;
  return code === "40001" || code === "40P01" || code === "P2034";
}

/** An AppError with the failure as its cause; `details.constraint` names the constraint that refused. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const failure = readFailure(error);
  if (failure === null) {
    return new AppError("internal", "database.failed", "The database could not answer", {
      cause: error,
    });
  }
  const raised = raisedKinds[failure.code];
  if (raised !== undefined) {
    return new AppError(raised, failure.message, failure.message, { cause: error });
  }
  const [kind, code, message] = known[failure.code] ?? [
    "internal",
    "database.failed",
    "The database could not answer",
  ];
  const details = failure.constraint === null ? {} : { constraint: failure.constraint };
  return new AppError(kind, code, message, { cause: error, details });
}

/** Prisma keeps the driver's own error in `meta.driverAdapterError.cause` or in `cause`. */
function readFailure(error: unknown): DatabaseFailure | null {
  const driver =
    read(read(read(error, "meta"), "driverAdapterError"), "cause") ?? read(error, "cause");
  const original = read(driver, "originalCode") ?? read(driver, "code");
  if (typeof original === "string") {
    return {
      code: original,
      message: readText(driver, "originalMessage") ?? readText(driver, "message") ?? "",
      constraint: readConstraint(driver),
    };
  }
  const code = read(error, "code");
  return typeof code === "string" ? { code, message: "", constraint: null } : null;
}

function readConstraint(driver: unknown): string | null {
  const constraint = read(driver, "constraint");
  const index = read(constraint, "index");
  if (typeof index === "string") return index;
  const fields = read(constraint, "fields");
  if (Array.isArray(fields)) return fields.join(",");
  const quoted = /constraint "([^"]+)"/.exec(readText(driver, "originalMessage") ?? "");
  return quoted?.[1] ?? null;
}

function read(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function readText(value: unknown, key: string): string | null {
  const found = read(value, key);
  return typeof found === "string" ? found : null;
}
