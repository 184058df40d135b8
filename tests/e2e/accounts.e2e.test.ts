import { readFile } from "node:fs/promises";
import { readAuthenticator } from "@byteos/testing/authenticator";
import { expect, test } from "vitest";
import { getStack, shareBrowser } from "./harness/browser.ts";
import { expectAccessible, listMails, signIn, waitForMailedLink } from "./harness/people.ts";

const browser = shareBrowser();
const run = Date.now().toString(36);
const owner = { email: `owner-${run}@example.org`, password: "a lantern in fog" };
const invited = { email: `invited-${run}@example.org`, password: "a kettle in snow" };

test("a team begins: sign-up, organisation, invitation, and a learner's way into Learn", async () => {
  const { page, problems } = await browser.open("accounts-owner");
  const { studioUrl, learnUrl } = getStack();
  await page.goto(`${studioUrl}/sign-up`);
  await expectAccessible(page);
  await page.getByLabel("Your name").fill("Olive Owner");
  await page.getByLabel("Mail address").fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText(`We sent a mail to ${owner.email}`).waitFor();
  await expectAccessible(page);
  await page.goto(await waitForMailedLink(owner.email));
  await page.waitForURL(`${studioUrl}/welcome`);
  await expectAccessible(page);
  await page.getByLabel("Name of your organisation").fill(`Harbour ${run}`);
  await page.getByRole("button", { name: "Create organisation" }).click();
  await page.waitForURL(`${studioUrl}/`);
  await expectAccessible(page);

  await page.goto(`${studioUrl}/people`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Invite people" }).first().click();
  await page.getByLabel("Mail addresses").fill(invited.email);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send invitations" }).click();
  await page.getByText("1 invited").waitFor();
  await page.getByText(invited.email).first().waitFor();

  const guest = await browser.open("accounts-invited");
  await guest.page.goto(await waitForMailedLink(invited.email));
  await guest.page.getByRole("heading", { name: `Join Harbour ${run}` }).waitFor();
  await expectAccessible(guest.page);
  await guest.page.getByRole("link", { name: /^(Create an account|Sign up to join)$/ }).click();
  await guest.page.getByLabel("Your name").fill("Ivo Invited");
  await guest.page.getByLabel("Mail address").fill(invited.email);
  await guest.page.getByLabel("Password").fill(invited.password);
  await guest.page.getByRole("button", { name: /^(Create account|Sign up)$/ }).click();
  await guest.page.getByRole("status").getByText(invited.email).waitFor();
  await guest.page.goto(await waitForMailedLink(invited.email, 2));
  await guest.page.getByRole("button", { name: `Join Harbour ${run}` }).click();
  await guest.page.waitForURL(`${learnUrl}/`);
  await guest.page.getByRole("navigation").first().waitFor();
  await expectAccessible(guest.page);

  await guest.page.goto(`${studioUrl}/`);
  await guest.page.getByRole("heading", { name: "Your courses are in Learn" }).waitFor();
  await expectAccessible(guest.page);
  await guest.page.getByRole("link", { name: "Go to Learn" }).click();
  await guest.page.waitForURL(`${learnUrl}/`);
  expect(problems).toEqual([]);
  expect(guest.problems).toEqual([]);
});

test("a forgotten password is replaced, and nobody learns who has an account", async () => {
  const { page, problems } = await browser.open("accounts-forgotten");
  const { studioUrl } = getStack();
  const ask = async (email: string): Promise<string> => {
    await page.goto(`${studioUrl}/forgot-password`);
    await page.getByLabel("Mail address").fill(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    const words = (await page.getByText(/^If there is an account/).textContent()) ?? "";
    return words.replace(email, "");
  };
  const stranger = `nobody-${run}@example.org`;
  const before = (await listMails(owner.email)).length;
  const known = await ask(owner.email);
  await expectAccessible(page);
  const link = await waitForMailedLink(owner.email, before + 1);
  await page.goto(link);
  await page.getByText(`For ${owner.email}`).waitFor();
  await expectAccessible(page);
  await page.getByLabel("New password").fill("another lantern in fog");
  await page.getByRole("button", { name: "Set password" }).click();
  await page.waitForURL(`${studioUrl}/`);

  await page.context().clearCookies();
  expect(await ask(stranger)).toBe(known);
  expect(await listMails(stranger)).toEqual([]);
  await page.goto(`${studioUrl}/sign-in`);
  await page.getByLabel("Mail address").fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").first().waitFor();
  await expectAccessible(page);
  await page.getByLabel("Password").fill("another lantern in fog");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${studioUrl}/`);
  expect(problems).toEqual([]);
});

test("two-step verification is set up in Studio, asked for in both apps, and turned off again", async () => {
  const { page, problems } = await browser.open("accounts-second-step");
  const { studioUrl, learnUrl } = getStack();
  const password = "another lantern in fog";
  const signIn = async (origin: string): Promise<void> => {
    await page.context().clearCookies();
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel("Mail address").fill(owner.email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await signIn(studioUrl);
  await page.waitForURL(`${studioUrl}/`);
  await page.goto(`${studioUrl}/settings`);
  await page.getByRole("button", { name: "Set up two-step verification" }).click();
  await page.getByRole("img", { name: "Code to scan with your authenticator app" }).waitFor();
  await expectAccessible(page);
  const shown = await page.locator("form code").textContent();
  const secret = (shown ?? "").replaceAll(" ", "");
  await page.getByLabel("Code that the app shows now").fill("000000");
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("This code is not right").waitFor();
  await page.getByLabel("Code that the app shows now").fill(readAuthenticator(secret));
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("heading", { name: "Keep these recovery codes" }).waitFor();
  await expectAccessible(page);
  const [recoveryCode = ""] = await page.locator("ul.font-mono li").allTextContents();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByText("10 left").waitFor();
  await expectAccessible(page);

  await signIn(learnUrl);
  await page.waitForURL(/\/second-step/);
  await expectAccessible(page);
  // The password alone opens nothing: neither a page nor an address that a page would ask.
  await page.goto(`${learnUrl}/account`);
  await page.waitForURL(/\/second-step\?next=%2Faccount$/);
  const refused = await page.request.get(`${studioUrl}/api/documents/texts?ids=none`);
  expect(refused.status()).toBeGreaterThanOrEqual(400);
  await page.getByLabel("Code from your authenticator app").fill("000000");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("This code is not right").waitFor();
  await page.getByLabel("Code from your authenticator app").fill(readAuthenticator(secret));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(`${learnUrl}/account`);
  await page.getByText("Authenticator app").first().waitFor();

  await signIn(studioUrl);
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(recoveryCode);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(`${studioUrl}/`);
  await page.goto(`${studioUrl}/settings`);
  await page.getByText("9 left").waitFor();

  await signIn(studioUrl);
  await page.getByLabel("Code from your authenticator app").fill(readAuthenticator(secret));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(`${studioUrl}/`);
  await page.goto(`${studioUrl}/settings`);
  await page.getByRole("button", { name: "Remove Authenticator app" }).click();
  await page.getByRole("button", { name: "Turn off" }).click();
  await page.getByRole("button", { name: "Set up two-step verification" }).waitFor();
  await signIn(studioUrl);
  await page.waitForURL(`${studioUrl}/`);
  expect(problems).toEqual([]);
});

test("a learner takes their data along and deletes their account", async () => {
  const { page, problems } = await browser.open("accounts-leaving", {
    expectedErrors: [/status of 400/],
  });
  const { studioUrl, learnUrl } = getStack();
  await signIn(page, learnUrl, invited);
  await page.goto(`${learnUrl}/account`);
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download my data" }).click(),
  ]);
  const data = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(data).toMatchObject({
    account: { email: invited.email },
    profile: { fullName: "Ivo Invited" },
    memberships: [{ role: "learner", org: { name: `Harbour ${run}` } }],
  });
  expect(JSON.stringify(data)).not.toContain(owner.email);

  await page.getByRole("button", { name: "Delete account…" }).click();
  await page.getByRole("button", { name: "Keep my account" }).click();
  await page.getByRole("button", { name: "Delete account…" }).click();
  const confirmation = page.getByLabel(`Type ${invited.email} to confirm`);
  await confirmation.fill(owner.email);
  await page.getByRole("button", { name: "Delete my account for good" }).click();
  await page.getByText("This is not the address of your account.").waitFor();
  await expectAccessible(page);
  await confirmation.fill(invited.email.toUpperCase());
  await page.getByRole("button", { name: "Delete my account for good" }).click();
  await page.waitForURL(`${learnUrl}/sign-in`);

  await page.getByLabel("Mail address").fill(invited.email);
  await page.getByLabel("Password").fill(invited.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").first().waitFor();
  const remaining = await browser.open("accounts-left-behind");
  await signIn(remaining.page, studioUrl, { ...owner, password: "another lantern in fog" });
  await remaining.page.goto(`${studioUrl}/people`);
  await remaining.page.getByText("Olive Owner").first().waitFor();
  expect(await remaining.page.getByText(invited.email).count()).toBe(0);
  expect(problems).toEqual([]);
  expect(remaining.problems).toEqual([]);
});
