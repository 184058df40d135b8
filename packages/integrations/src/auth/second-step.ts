export interface AuthenticatorApp {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly addedAt: string;
}

export interface SecondStepState {
  readonly apps: readonly AuthenticatorApp[];
  /** Null when the person has none, or the service offers none. */
  readonly recoveryCodesLeft: number | null;
}

export interface AuthenticatorSetup {
  readonly factorId: string;
  /** A picture of the code to scan, as a `data:` address. */
  readonly qrCode: string;
  /** The same secret for typing, in base32. */
  readonly secret: string;
}

/**
 * Two-step verification of the person whose session this is. Every method throws AppError: `validation`
 * `auth.wrong-code` for a code that is not right, `limit` when tried too often, `unauthorized` for an ended
 * session, `precondition` where the service does not offer it.
 */
export interface SecondStep {
  load(): Promise<SecondStepState>;
  /** Right after a sign-in: is there a second step that this session has not passed? */
  isOwed(): Promise<boolean>;
  /** Prepares an authenticator app; it counts from `confirm` on. */
  begin(): Promise<AuthenticatorSetup>;
  /** Returns recovery codes when these are the person's first; they are never shown again. */
  confirm(input: {
    readonly factorId: string;
    readonly code: string;
  }): Promise<readonly string[] | null>;
  /** Raises the session by a code of any of the person's apps. */
  pass(code: string): Promise<void>;
  /** Raises the session by a recovery code, which is used up. */
  passByRecoveryCode(code: string): Promise<void>;
  /** Ends the codes there are and makes new ones. */
  renewRecoveryCodes(): Promise<readonly string[]>;
  /** Removing the last app removes the recovery codes, and with them the second step. */
  remove(factorId: string): Promise<void>;
}
