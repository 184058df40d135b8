import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, inject, onTestFailed } from "vitest";
import { findChromium } from "../../../scripts/check/browser.ts";

const resultsDir = join(import.meta.dirname, "..", "..", "..", "test-results");

const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1440, height: 900 };

type OpenOptions = {
  viewport?: { width: number; height: number };
  colorScheme?: "light" | "dark";
  hasTouch?: boolean;
  /** Console errors that the journey provokes on purpose. */
  expectedErrors?: readonly RegExp[];
};

export type Visit = {
  context: BrowserContext;
  page: Page;
  /** Errors of the console and uncaught exceptions so far, without the expected ones. */
  problems: string[];
};

let browser: Browser | null = null;

/** Call once at the top of a test file: one Chromium for all its tests. */
export function shareBrowser(): { open(name: string, options?: OpenOptions): Promise<Visit> } {
  beforeAll(async () => {
    const executablePath = findChromium();
    if (!executablePath) throw new Error('No Chromium: "npm test" says how to install it.');
    browser = await chromium.launch({ executablePath, args: chromiumFlags });
  });
  afterAll(async () => {
    await browser?.close();
    browser = null;
  });
  return { open: openVisit };
}

/** A person with a browser of their own; on failure the page is kept as test-results/<name>.png. */
async function openVisit(name: string, options: OpenOptions = {}): Promise<Visit> {
  if (!browser) throw new Error("shareBrowser() must be called at the top of the file");
  const context = await browser.newContext({
    viewport: options.viewport ?? desktop,
    colorScheme: options.colorScheme ?? "light",
    hasTouch: options.hasTouch ?? false,
    locale: "en-GB",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  const problems = collectProblems(page, options.expectedErrors ?? []);
  onTestFailed(async () => {
    mkdirSync(resultsDir, { recursive: true });
    await page
      .screenshot({ path: join(resultsDir, `${name}.png`), fullPage: true })
      .catch(() => {});
    console.error(`${name} was at ${page.url()}`, problems);
  });
  return { context, page, problems };
}

function collectProblems(page: Page, expected: readonly RegExp[]): string[] {
  const problems: string[] = [];
  const add = (text: string): void => {
    if (!expected.some((pattern) => pattern.test(text))) problems.push(text);
  };
  page.on("console", (message) => {
    if (message.type() === "error") add(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => add(error.stack ?? error.message));
  return problems;
}

/** WCAG 2.2 AA, as axe sees it: one line for each element that fails. */
export async function findAccessibilityProblems(page: Page): Promise<string[]> {
  // Next.js sends a page's title behind its first part.
  await page.waitForFunction(() => document.title !== "");
  // Colours of what is still fading in or out are nobody's to read.
  await page.evaluate(async () => {
    const running = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(running.map(({ finished }) => finished));
  });
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help} at ${target.join(" ")}; ${failureSummary}`,
    ),
  );
}

export function getStack(): ReturnType<typeof inject<"stack">> {
  return inject("stack");
}

/** A demo account by its role: admin, manager, creator or learner. */
export function getAccount(role: string): { email: string; password: string } {
  const account = getStack().accounts.find((candidate) => candidate.role === role);
  if (!account) throw new Error(`The seed has no account of the role ${role}`);
  return account;
}
