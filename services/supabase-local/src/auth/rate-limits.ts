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

interface Window {
  count: number;
  endsAt: number;
}

/** Counts attempts in fixed windows, per address and per account. Keys are hashed; nothing is stored. */
export class RateLimits {
  readonly #windows = new Map<string, Window>();
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

  /** Throws while an account, or this caller on it, has had too many wrong passwords. */
  requirePasswordAttempt(account: string, address: string): void {
    const waits = [
      this.#findWait(`password|${account}|${address}`, wrongPasswordsOfOneCaller),
      this.#findWait(`password|${account}`, wrongPasswordsOfAll),
    ];
    const wait = Math.max(...waits.map((each) => each ?? 0));
    if (wait > 0) throw tooManyRequests(wait);
  }

  countWrongPassword(account: string, address: string): void {
    this.#count(`password|${account}|${address}`, wrongPasswordsOfOneCaller, fiveMinutesMs);
    this.#count(`password|${account}`, wrongPasswordsOfAll, fiveMinutesMs);
  }

  forgiveWrongPasswords(account: string, address: string): void {
    this.#windows.delete(digest(`password|${account}|${address}`));
  }

  /** Throws while a caller or an account has had too many wrong codes. */
  requireCodeAttempt(account: string | null, address: string): void {
    const wait = Math.max(
      this.#findWait(`code|${address}`, wrongCodes) ?? 0,
      account === null ? 0 : (this.#findWait(`code-of|${account}`, wrongCodes) ?? 0),
    );
    if (wait > 0) throw tooManyRequests(wait);
  }

  countWrongCode(account: string | null, address: string): void {
    this.#count(`code|${address}`, wrongCodes, fiveMinutesMs);
    if (account !== null) this.#count(`code-of|${account}`, wrongCodes, hourMs);
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
