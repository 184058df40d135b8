export interface SignUp {
  readonly email: string;
  readonly password: string;
  readonly fullName: string;
  /** Where the link in a confirmation mail leads; it must be on the allow list of the auth service. */
  readonly returnUrl: string;
}

/** `confirmation-sent` also for an address that has an account already: the answer tells nobody which exist. */
export type SignUpOutcome = "signed-in" | "confirmation-sent";

export const linkTypes = [
  "signup",
  "recovery",
  "invite",
  "magiclink",
  "email_change",
  "email",
] as const;
export type LinkType = (typeof linkTypes)[number];

/**
 * A person's own session. Every method throws AppError: `unauthorized` for wrong credentials or an ended
 * session, `validation` for a password that is too weak, `limit` when tried too often, `precondition` for a
 * link that was used or ran out, `internal` when the auth service cannot be reached.
 */
export interface AuthPort {
  signUp(input: SignUp): Promise<SignUpOutcome>;
  signIn(input: { readonly email: string; readonly password: string }): Promise<void>;
  /** Ends this session; `everywhere` ends those of the person's other devices too. */
  signOut(scope: "here" | "everywhere"): Promise<void>;
  /** Sends the mail when there is such an account, and says nothing either way. */
  requestPasswordReset(input: {
    readonly email: string;
    readonly returnUrl: string;
  }): Promise<void>;
  updatePassword(input: { readonly password: string }): Promise<void>;
  /** Trades the `code` of a link for a session. */
  exchangeCode(code: string): Promise<void>;
  /** Trades the `token_hash` of a link in a mail for a session. */
  verifyTokenHash(input: { readonly tokenHash: string; readonly type: LinkType }): Promise<void>;
}
