/** A refusal as Supabase Auth words it; clients branch on `code`. */
export class AuthError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly retryAfterSeconds: number | null;

  constructor(
    status: number,
    code: string,
    message: string,
    extra: { details?: Record<string, unknown>; retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.name = "AuthError";
    this.status = status;
    this.code = code;
    this.details = extra.details ?? {};
    this.retryAfterSeconds = extra.retryAfterSeconds ?? null;
  }
}

/** A refusal in the words of OAuth 2.0 (RFC 6749, section 5.2), which some roads answer with. */
export class OAuthError extends AuthError {
  constructor(error: string, description: string) {
    super(400, error, description);
    this.name = "OAuthError";
  }
}

export const invalidCredentials = () =>
  new AuthError(400, "invalid_credentials", "Invalid login credentials");
export const signupsDisabled = () =>
  new AuthError(422, "signup_disabled", "Signups not allowed for this instance");
export const emailExists = () =>
  new AuthError(422, "email_exists", "A user with this email address has already been registered");
export const linkExpired = () =>
  new AuthError(403, "otp_expired", "Email link is invalid or has expired");
export const codeExpired = () =>
  new AuthError(403, "otp_expired", "Token has expired or is invalid");
export const userBanned = () => new AuthError(403, "user_banned", "User is banned");
export const userNotFound = () => new AuthError(404, "user_not_found", "User not found");
