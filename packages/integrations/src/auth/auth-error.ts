import { AppError, type ErrorKind } from "@byteos/contracts/errors";
import {
  isAuthError,
  isAuthRetryableFetchError,
  isAuthWeakPasswordError,
} from "@supabase/supabase-js";

type Meaning = readonly [kind: ErrorKind, code: string, message: string, suggestion?: string];

const linkEnded: Meaning = [
  "precondition",
  "auth.link-expired",
  "This link was used before or has run out",
  "Ask for a new link.",
];
const sessionEnded: Meaning = [
  "unauthorized",
  "auth.session-ended",
  "You have been signed out",
  "Sign in again.",
];
const tooOften: Meaning = [
  "limit",
  "auth.too-often",
  "Too many attempts",
  "Wait a minute, then try again.",
];

const wrongCode: Meaning = [
  "validation",
  "auth.wrong-code",
  "This code is not right",
  "Codes change every 30 seconds: type the one that is shown now.",
];

const meanings: Readonly<Record<string, Meaning>> = {
  invalid_credentials: [
    "unauthorized",
    "auth.invalid-credentials",
    "The address or the password is wrong",
  ],
  email_not_confirmed: [
    "precondition",
    "auth.email-not-confirmed",
    "This address has not been confirmed yet",
    "Open the link in the mail that was sent to you.",
  ],
  user_banned: ["forbidden", "auth.account-closed", "This account has been closed"],
  weak_password: ["validation", "auth.weak-password", "This password is too easy to guess"],
  same_password: ["validation", "auth.same-password", "This is the password you have already"],
  email_address_invalid: ["validation", "auth.invalid-address", "This is not a mail address"],
  validation_failed: ["validation", "auth.invalid-input", "Something here has the wrong form"],
  signup_disabled: ["forbidden", "auth.sign-up-closed", "New accounts are by invitation only"],
  over_request_rate_limit: tooOften,
  over_email_send_rate_limit: tooOften,
  mfa_verification_failed: wrongCode,
  mfa_challenge_expired: wrongCode,
  mfa_recovery_codes_locked: [
    "limit",
    "auth.recovery-locked",
    "Too many wrong recovery codes",
    "Wait a quarter of an hour, then try again.",
  ],
  mfa_totp_enroll_not_enabled: [
    "precondition",
    "auth.second-step-off",
    "Two-step verification is not offered here",
  ],
  too_many_enrolled_mfa_factors: [
    "limit",
    "auth.too-many-apps",
    "There are as many authenticator apps as there can be",
    "Remove one first.",
  ],
  insufficient_aal: [
    "unauthorized",
    "auth.second-step-needed",
    "This needs your second step",
    "Sign in again.",
  ],
  otp_expired: linkEnded,
  flow_state_expired: linkEnded,
  flow_state_not_found: linkEnded,
  bad_code_verifier: linkEnded,
  session_not_found: sessionEnded,
  session_expired: sessionEnded,
  refresh_token_not_found: sessionEnded,
  refresh_token_already_used: sessionEnded,
  user_not_found: sessionEnded,
  bad_jwt: sessionEnded,
  no_authorization: sessionEnded,
  reauthentication_needed: sessionEnded,
};

const namedErrors: Readonly<Record<string, Meaning>> = {
  AuthSessionMissingError: sessionEnded,
  AuthInvalidCredentialsError: [
    "validation",
    "auth.invalid-input",
    "Something here has the wrong form",
  ],
  AuthPKCECodeVerifierMissingError: [
    "precondition",
    "auth.other-browser",
    "This link was asked for in another browser",
    "Open it there, or ask for a new link here.",
  ],
};

/** What an error of the auth service means to the person; anything unknown is internal. */
export function toAuthAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!isAuthError(error)) return unavailable(error);
  if (isAuthRetryableFetchError(error) && error.status !== 429) return unavailable(error);
  const byStatus = error.status === 429 ? tooOften : undefined;
  const meaning = meanings[error.code ?? ""] ?? namedErrors[error.name] ?? byStatus;
  if (meaning === undefined) {
    return new AppError("internal", "auth.failed", "Signing in is not possible right now", {
      cause: error,
    });
  }
  const [kind, code, message, suggestion] = meaning;
  return new AppError(kind, code, message, {
    cause: error,
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(isAuthWeakPasswordError(error) ? { details: { reasons: error.reasons } } : {}),
  });
}

function unavailable(cause: unknown): AppError {
  return new AppError("internal", "auth.unavailable", "Signing in is not possible right now", {
    cause,
    suggestion: "Try again in a moment.",
  });
}
