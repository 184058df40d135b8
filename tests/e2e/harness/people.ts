import type { Page } from "playwright-core";
import { expect, vi } from "vitest";
import { z } from "zod";
import { findAccessibilityProblems, getStack } from "./browser.ts";

type Account = { email: string; password: string };

const MailList = z.object({
  messages: z.array(z.looseObject({ id: z.string(), subject: z.string() })),
});
const Mail = z.looseObject({ text: z.string() });

/** Signs in through the form of Studio or Learn and waits until the form is left. */
export async function signIn(page: Page, appUrl: string, account: Account): Promise<void> {
  await page.goto(`${appUrl}/sign-in`);
  await page.getByLabel("Mail address").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** The page has no violation of WCAG 2.2 AA that axe can see. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findAccessibilityProblems(page), new URL(page.url()).pathname).toEqual([]);
}

/** The link in the newest mail to an address, once there are `count` of them in the outbox. */
export async function waitForMailedLink(email: string, count = 1): Promise<string> {
  return vi.waitFor(
    async () => {
      const mails = await listMails(email);
      expect(mails.length).toBeGreaterThanOrEqual(count);
      const answer = await fetch(`${getStack().mailUrl}/api/messages/${mails[0]?.id ?? ""}`);
      const link = /https?:\/\/[^\s<>"]+/.exec(Mail.parse(await answer.json()).text)?.[0];
      if (link === undefined) throw new Error(`No link in the mail to ${email}`);
      return link;
    },
    { timeout: 15_000, interval: 200 },
  );
}

/** Mails to an address, the newest first. */
export async function listMails(email: string): Promise<{ id: string; subject: string }[]> {
  const answer = await fetch(`${getStack().mailUrl}/api/messages?to=${encodeURIComponent(email)}`);
  return MailList.parse(await answer.json()).messages;
}
