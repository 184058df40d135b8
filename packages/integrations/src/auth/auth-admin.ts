export interface NewAccount {
  readonly email: string;
  readonly password: string;
  readonly fullName: string;
}

/** Accounts as the service sees them, above every person. Throws AppError. */
export interface AuthAdmin {
  /** A confirmed account; its id. Conflict `auth.address-taken` when there is one already. */
  createUser(account: NewAccount): Promise<string>;
  /** The account with this address, or null. */
  findUserId(email: string): Promise<string | null>;
  setPassword(userId: string, password: string): Promise<void>;
  /** Nothing happens when the account is gone already. */
  deleteUser(userId: string): Promise<void>;
}
