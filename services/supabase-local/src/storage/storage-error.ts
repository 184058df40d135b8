import { DatabaseError } from "pg";

/** A refusal as Supabase Storage words it. Clients read `statusCode`; the HTTP status is 400, or 500. */
export class StorageError extends Error {
  readonly statusCode: number;
  readonly code: string;
  readonly error: string;

  constructor(statusCode: number, code: string, error: string, message: string) {
    super(message);
    this.name = "StorageError";
    this.statusCode = statusCode;
    this.code = code;
    this.error = error;
  }
}

export const objectNotFound = () =>
  new StorageError(404, "NoSuchKey", "not_found", "Object not found");
export const bucketNotFound = () =>
  new StorageError(404, "NoSuchBucket", "Bucket not found", "Bucket not found");
export const alreadyExists = () =>
  new StorageError(409, "KeyAlreadyExists", "Duplicate", "The resource already exists");
export const accessDenied = (message = "new row violates row-level security policy") =>
  new StorageError(403, "AccessDenied", "Unauthorized", message);
export const invalidToken = (message: string) =>
  new StorageError(400, "InvalidJWT", "InvalidJWT", message);
export const invalidRequest = (message: string) =>
  new StorageError(400, "InvalidRequest", "invalid_request", message);
export const tooLarge = () =>
  new StorageError(
    413,
    "EntityTooLarge",
    "Payload too large",
    "The object exceeded the maximum allowed size",
  );

/** The refusal that a database error stands for; null for an error that is none of the caller's making. */
export function findDatabaseRefusal(error: unknown): StorageError | null {
  if (!(error instanceof DatabaseError)) return null;
  switch (error.code) {
    case "42501":
      return accessDenied();
    case "23505":
      return alreadyExists();
    case "23503":
      return bucketNotFound();
    case "57014":
      return new StorageError(
        544,
        "DatabaseTimeout",
        "database_timeout",
        "The database took too long",
      );
    default:
      return null;
  }
}
