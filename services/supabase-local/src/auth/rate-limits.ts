import { createHash } from "node:crypto";
import type { AuthConfig } from "../config/project-config.ts";
import { AuthError } from "./auth-error.ts";

const fiveMinutesMs = 5 * 60_000;
const hourMs = 60 * 60_000;
const wrongPasswordsOfOneCaller = 10;
const wrongPasswordsOfAll = 50;
const wrongCodes = 30;
const mailsOfOneAccount = 30;
const mostWindows = 50_000;

type CallerLimit =
  | "sign_in_sign_ups"
  | "token_refresh"
  | "token_verifications"
  | "anonymous_users"
  | "email_sent";

/** How many wrong guesses there may be, in a window of a length, of what `name` names. */
export interface GuessBudget {
  name: string;
  limit: number;
  lengthMs: number;
}

/** Of one caller at one account, and of all callers at it. */
export function passwordBudgets(account: string, address: string): GuessBudget[] {
  return [
    {
      name: nameOfCaller(account, address),
      limit: wrongPasswordsOfOneCaller,
      lengthMs: fiveMinutesMs,
    },
    { name: `password|${account}`, limit: wrongPasswordsOfAll, lengthMs: fiveMinutesMs },
  ];
}

/** Of one caller at all, and of all callers at one account where it is known. */
export function codeBudgets(account: string | null, address: string): GuessBudget[] {
  const ofCaller = { name: `code|${address}`, limit: wrongCodes, lengthMs: fiveMinutesMs };
  if (account === null) return [ofCaller];
  return [ofCaller, { name: `code-of|${account}`, limit: wrongCodes, lengthMs: hourMs }];
}

const wrongGuesses: ReadonlySet<string> = new Set([
  "invalid_credentials",
  "otp_expired",
  "mfa_verification_failed",
  "reauthentication_not_valid",
]);

interface Window {
  count: number;
  endsAt: number;
}

/** Counts attempts in fixed windows, per address and per account. Keys are hashed; nothing is stored. */
export class RateLimits {
  readonly #windows = new Map<string, Window>();
  readonly #guesses = new Map<string, { underWay: number; waiting: (() => void)[] }>();
  readonly #config: AuthConfig;

  constructor(config: AuthConfig) {
    this.#config = config;
  }

  /** Counts one request of this kind from an address; throws when there have been too many. */
  countRequest(kind: CallerLimit, address: string): void {
    const isHourly = kind === "email_sent" || kind === "anonymous_users";
    const wait = this.#count(
      `${kind}|${address}`,
      this.#config.rate_limit[kind],
      isHourly ? hourMs : fiveMinutesMs,
    );
    if (wait === null) return;
    throw kind === "email_sent" ? tooManyMails(wait) : tooManyRequests(wait);
  }

  /**
   * Runs a guess at something secret. Guesses of one kind that are under way count as wrong until they have
   * ended: those beyond the limit wait, so that no burst gets more of them than a row would. Throws while there
   * have been too many wrong ones.
   */
  async guess<Result>(budgets: GuessBudget[], work: () => Promise<Result>): Promise<Result> {
    await this.#enter(budgets);
    try {
      return await work();
    } catch (error) {
      if (error instanceof AuthError && wrongGuesses.has(error.code)) {
        for (const { name, limit, lengthMs } of budgets) this.#count(name, limit, lengthMs);
      }
      throw error;
    } finally {
      for (const { name } of budgets) this.#leave(name);
    }
  }

  forgiveWrongPasswords(account: string, address: string): void {
    this.#windows.delete(digest(nameOfCaller(account, address)));
  }

  /** Throws while there have been too many wrong guesses, without being one. */
  requireGuessesLeft(budgets: GuessBudget[]): void {
    const wait = Math.max(0, ...budgets.map(({ name, limit }) => this.#findWait(name, limit) ?? 0));
    if (wait > 0) throw tooManyRequests(wait);
  }

  async #enter(budgets: GuessBudget[]): Promise<void> {
    for (;;) {
      this.requireGuessesLeft(budgets);
      const full = budgets.find(({ name, limit }) => {
        const underWay = this.#guesses.get(name)?.underWay ?? 0;
        return underWay > 0 && this.#readCount(name) + underWay >= limit;
      });
      if (!full) break;
      await new Promise<void>((resolve) => this.#guesses.get(full.name)?.waiting.push(resolve));
    }
    for (const { name } of budgets) {
      const known = this.#guesses.get(name);
      if (known) known.underWay += 1;
      else this.#guesses.set(name, { underWay: 1, waiting: [] });
    }
  }

  #leave(name: string): void {
    const known = this.#guesses.get(name);
    if (!known) return;
    known.underWay -= 1;
    if (known.underWay === 0) this.#guesses.delete(name);
    for (const wake of known.waiting.splice(0)) wake();
  }

  #readCount(name: string): number {
    const found = this.#windows.get(digest(name));
    return found && found.endsAt > Date.now() ? found.count : 0;
  }

  /** Counts one mail to an account, whether it exists or not, so that the answer tells nothing. */
  countMail(account: string, purpose: string): void {
    const gapMs = this.#config.email.max_frequency * 1000;
    if (gapMs > 0) {
      const wait = this.#count(`mail-gap|${purpose}|${account}`, 1, gapMs);
      if (wait !== null) {
        throw new AuthError(
          429,
          "over_email_send_rate_limit",
          `For security purposes, you can only request this after ${wait} seconds.`,
          { retryAfterSeconds: wait },
        );
      }
    }
    const wait = this.#count(`mail|${account}`, mailsOfOneAccount, hourMs);
    if (wait !== null) throw tooManyMails(wait);
  }

  /** Seconds to wait when this one is over the limit, else null. */
  #count(name: string, limit: number, lengthMs: number): number | null {
    const key = digest(name);
    const now = Date.now();
    const found = this.#windows.get(key);
    if (!found || found.endsAt <= now) {
      this.#makeRoom(now);
      this.#windows.set(key, { count: 1, endsAt: now + lengthMs });
      return null;
    }
    found.count += 1;
    return found.count > limit ? Math.max(1, Math.ceil((found.endsAt - now) / 1000)) : null;
  }

  #findWait(name: string, limit: number): number | null {
    const found = this.#windows.get(digest(name));
    const now = Date.now();
    if (!found || found.endsAt <= now || found.count < limit) return null;
    return Math.max(1, Math.ceil((found.endsAt - now) / 1000));
  }

  #makeRoom(now: number): void {
    if (this.#windows.size < mostWindows) return;
    for (const [key, window] of this.#windows) {
      if (window.endsAt <= now) this.#windows.delete(key);
    }
    // Still full: the oldest go, which only loosens limits that began long ago.
    const surplus = this.#windows.size - mostWindows + 1;
    let removed = 0;
    for (const key of this.#windows.keys()) {
      if (removed >= surplus) break;
      this.#windows.delete(key);
      removed += 1;
    }
  }
}

function nameOfCaller(account: string, address: string): string {
  return `password|${account}|${address}`;
}

function digest(name: string): string {
  return createHash("sha256").update(name).digest("base64");
}

function tooManyRequests(waitSeconds: number): AuthError {
  return new AuthError(429, "over_request_rate_limit", "Request rate limit reached", {
    retryAfterSeconds: waitSeconds,
  });
}

function tooManyMails(waitSeconds: number): AuthError {
  return new AuthError(429, "over_email_send_rate_limit", "email rate limit exceeded", {
    retryAfterSeconds: waitSeconds,
  });
}
