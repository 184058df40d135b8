import { createHash, randomInt, randomUUID, timingSafeEqual } from "node:crypto";
import type { Queryable } from "../database/transactions.ts";
import { type UserRow, userColumns } from "./users.ts";

/** What a mailed link or code is for. Each user has at most one of each kind; a new one ends the old. */
export type TokenKind =
  | "confirmation"
  | "recovery"
  | "email_change_new"
  | "email_change_current"
  | "reauthentication";

interface Slot {
  tokenType: string;
  column: keyof UserRow;
  sentAt:
    | "confirmation_sent_at"
    | "recovery_sent_at"
    | "email_change_sent_at"
    | "reauthentication_sent_at";
}

const slots: Record<TokenKind, Slot> = {
  confirmation: {
    tokenType: "confirmation_token",
    column: "confirmation_token",
    sentAt: "confirmation_sent_at",
  },
  recovery: { tokenType: "recovery_token", column: "recovery_token", sentAt: "recovery_sent_at" },
  email_change_new: {
    tokenType: "email_change_token_new",
    column: "email_change_token_new",
    sentAt: "email_change_sent_at",
  },
  email_change_current: {
    tokenType: "email_change_token_current",
    column: "email_change_token_current",
    sentAt: "email_change_sent_at",
  },
  reauthentication: {
    tokenType: "reauthentication_token",
    column: "reauthentication_token",
    sentAt: "reauthentication_sent_at",
  },
};

/** Marks tokens whose link ends in a code for the browser that asked, instead of a session. */
export const pkcePrefix = "pkce_";

export interface IssuedToken {
  /** Typed in by a person. */
  code: string;
  /** Carried by the link; also what is stored. */
  tokenHash: string;
}

export function hashCode(email: string, code: string): string {
  return createHash("sha224").update(`${email}${code}`).digest("hex");
}

/** Makes a code and a link token for the user and remembers them. `email` is where they will be sent. */
export async function issueToken(
  db: Queryable,
  user: UserRow,
  kind: TokenKind,
  email: string,
  options: { codeLength: number; isPkce?: boolean },
): Promise<IssuedToken> {
  const { codeLength, isPkce = false } = options;
  const slot = slots[kind];
  const code = String(randomInt(10 ** codeLength)).padStart(codeLength, "0");
  const tokenHash = `${isPkce ? pkcePrefix : ""}${hashCode(email, code)}`;
  await db.query(
    `update auth.users set ${slot.column} = $2, ${slot.sentAt} = now(), updated_at = now() where id = $1`,
    [user.id, tokenHash],
  );
  await db.query(
    `insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to)
     values ($1, $2, $3, $4, $5)
     on conflict (user_id, token_type) do update set id = excluded.id, token_hash = excluded.token_hash,
       relates_to = excluded.relates_to, created_at = now(), updated_at = now()`,
    [randomUUID(), user.id, slot.tokenType, tokenHash, email],
  );
  return { code, tokenHash };
}

/** The user whose live token of one of these kinds this is, and which kind it is. */
export async function findTokenOwner(
  db: Queryable,
  tokenHash: string,
  kinds: TokenKind[],
): Promise<{ user: UserRow; kind: TokenKind } | null> {
  const found = await db.query<UserRow & { token_type: string }>(
    `select ${userColumns}, t.token_type::text from auth.one_time_tokens t
     join auth.users u on u.id = t.user_id and u.deleted_at is null
     where t.token_hash = $1 and t.token_type::text = any($2) for update of t, u`,
    [tokenHash, kinds.map((kind) => slots[kind].tokenType)],
  );
  const row = found.rows[0];
  const kind = kinds.find((each) => slots[each].tokenType === row?.token_type);
  return row && kind ? { user: row, kind } : null;
}

/** Whether this code, mailed to this address, is the user's current one of the kind. */
export function isCodeCurrent(
  user: UserRow,
  kind: TokenKind,
  email: string,
  code: string,
  lifetimeSeconds: number,
): boolean {
  const stored = user[slots[kind].column];
  if (typeof stored !== "string" || stored === "" || !isTokenFresh(user, kind, lifetimeSeconds))
    return false;
  const expected = Buffer.from(
    stored.startsWith(pkcePrefix) ? stored.slice(pkcePrefix.length) : stored,
  );
  const given = Buffer.from(hashCode(email, code));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

export function isTokenFresh(user: UserRow, kind: TokenKind, lifetimeSeconds: number): boolean {
  const sentAt = user[slots[kind].sentAt];
  return sentAt !== null && sentAt.getTime() + lifetimeSeconds * 1000 > Date.now();
}

/** Ends tokens, so that a link or code works once. */
export async function spendTokens(db: Queryable, user: UserRow, kinds: TokenKind[]): Promise<void> {
  const columns = kinds.map((kind) => `${slots[kind].column} = ''`).join(", ");
  await db.query(`update auth.users set ${columns}, updated_at = now() where id = $1`, [user.id]);
  await db.query(
    "delete from auth.one_time_tokens where user_id = $1 and token_type::text = any($2)",
    [user.id, kinds.map((kind) => slots[kind].tokenType)],
  );
}
