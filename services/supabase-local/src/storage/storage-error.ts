import { DatabaseError } from "pg";

/**
 * A refusal as Supabase Storage words it. Clients read `statusCode` and `code`; the HTTP status is 400, or
 * 500. `error` is the older word for the same, equal to the code where upstream has none.
 */
export class StorageError extends Error {
  readonly statusCode: number;
  readonly code: string;
  readonly error: string;

  constructor(statusCode: number, code: string, message: string, error = code) {
    super(message);
    this.name = "StorageError";
    this.statusCode = statusCode;
    this.code = code;
    this.error = error;
  }
}

export const objectNotFound = () =>
  new StorageError(404, "NoSuchKey", "Object not found", "not_found");
export const bucketNotFound = () =>
  new StorageError(404, "NoSuchBucket", "Bucket not found", "Bucket not found");
export const uploadNotFound = () => new StorageError(404, "NoSuchUpload", "Upload not found");
export const uploadConflict = () =>
  new StorageError(409, "TusError", "The upload is not where this part begins");
export const alreadyExists = () =>
  new StorageError(409, "KeyAlreadyExists", "The resource already exists", "Duplicate");
export const accessDenied = (message = "new row violates row-level security policy") =>
  new StorageError(403, "AccessDenied", message, "Unauthorized");
export const invalidToken = (message: string) => new StorageError(400, "InvalidJWT", message);
export const invalidSignature = (message = "Invalid signature") =>
  new StorageError(400, "InvalidSignature", message);
export const invalidRequest = (message: string) => new StorageError(400, "InvalidRequest", message);
export const notEnabled = (feature: string) =>
  new StorageError(
    409,
    "FeatureNotEnabled",
    `The feature ${feature} is not enabled for this resource`,
  );
export const tooLarge = () =>
  new StorageError(
    413,
    "EntityTooLarge",
    "The object exceeded the maximum allowed size",
    "Payload too large",
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
        "The connection to the database timed out",
        "database_timeout",
      );
    default:
      // Data that no column can hold, such as a zero byte in a name.
      return error.code?.startsWith("22") === true
        ? invalidRequest("The request holds values that cannot be stored")
        : null;
  }
}
