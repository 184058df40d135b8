import { expect, test } from "vitest";
import { getAccount, getStack, phone, shareBrowser } from "./harness/browser.ts";
import { buildCourse, openEditor, publishCourse, waitUntilSaved } from "./harness/course-making.ts";
import { answerAllQuestions, readToTheEnd, waitUntilSent } from "./harness/course-taking.ts";
import { expectAccessible, signIn } from "./harness/people.ts";
import { findDocument } from "./harness/shared-documents.ts";

const browser = shareBrowser();
/** What the journeys hand on: each goes on where the one before it stopped. */
let courseId = "";
let courseTitle = "";
let certificateUrl = "";
let verifyUrl = "";

test("a creator turns a handbook into a published course", async () => {
  const { page, problems } = await browser.open("creator-handbook");
  const { studioUrl } = getStack();
  const handbook = findDocument("state-software-budgeting-handbook.pdf");
  await page.goto(`${studioUrl}/sign-in`);
  await expectAccessible(page);
  await signIn(page, studioUrl, getAccount("creator"));
  await expectAccessible(page);
  await page.goto(`${studioUrl}/courses`);
  await expectAccessible(page);

  await page.goto(`${studioUrl}/courses/new`);
  await expectAccessible(page);
  await page.locator("input[type=file][multiple]").setInputFiles(handbook);
  await page.waitForURL(/\/imports\//);
  await page.getByRole("progressbar").waitFor();
  const reviewTitle = page.getByRole("heading", { name: "Review the outline" });
  await reviewTitle.waitFor({ timeout: 60_000 });
  await expectAccessible(page);

  const titles = page.getByRole("textbox", { name: /^Title of module \d+$/ });
  const before = await titles.count();
  expect(before).toBeGreaterThan(3);
  await titles.first().fill("How budgets work");
  await titles.first().press("Enter");
  const change = (name: string) => page.getByRole("menuitem", { name }).click();
  const menus = page.getByRole("button", { name: /^Change / });
  await menus.nth(1).click();
  await change("Merge with the next");
  await expect.poll(() => titles.count()).toBe(before - 1);
  await menus.nth(2).click();
  await change("Leave out");
  await expect.poll(() => titles.count()).toBe(before - 2);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => titles.count()).toBe(before - 1);
  expect(await titles.first().inputValue()).toBe("How budgets work");
  const kept = 4;
  for (let count = before - 1; count > kept; count -= 1) {
    const lastTitle = await titles.last().inputValue();
    await page
      .getByRole("button", { name: `Change ${lastTitle}`, exact: true })
      .last()
      .click();
    await change("Leave out");
    await expect.poll(() => titles.count()).toBe(count - 1);
  }
  await waitUntilSaved(page);
  await page.reload();
  await expect.poll(() => titles.count()).toBe(kept);
  expect(await titles.first().inputValue()).toBe("How budgets work");

  courseId = await buildCourse(page);
  await expectAccessible(page);
  await expect
    .poll(() => page.getByLabel("Title of the module").inputValue())
    .toBe("How budgets work");

  const text = await openEditor(page);
  const paragraph = text.locator("> p").first();
  await paragraph.click();
  await page.getByRole("heading", { name: "Where this paragraph comes from" }).waitFor();
  await page.locator("#panel mark").first().waitFor();
  expect((await page.locator("#panel mark").first().textContent())?.length).toBeGreaterThan(10);
  await page.keyboard.press("End");
  await page.keyboard.type(" Written by the creator.");
  await waitUntilSaved(page);
  await page.reload();
  await openEditor(page);
  await text.getByText("Written by the creator.").waitFor();

  await text.getByText("Written by the creator.").click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/callout");
  await page.getByRole("listbox", { name: "Insert a block" }).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Ask before the deadline.");
  await waitUntilSaved(page);
  await expectAccessible(page);
  await page.reload();
  await openEditor(page);
  await text.getByText("Ask before the deadline.").waitFor();

  courseTitle = (await page.getByRole("heading", { level: 1 }).first().textContent()) ?? "";
  await publishCourse(page);
  await expectAccessible(page);
  expect(problems).toEqual([]);
});

test("a learner takes the course on a phone and gets one certificate", async () => {
  const { context, page, problems } = await browser.open("learner-phone", {
    viewport: phone,
    hasTouch: true,
  });
  const { learnUrl } = getStack();
  await signIn(page, learnUrl, getAccount("learner"));
  await expectAccessible(page);
  await page.goto(`${learnUrl}/catalogue`);
  await expectAccessible(page);
  await page.getByRole("link", { name: courseTitle }).first().tap();
  await page.waitForURL(`**/courses/${courseId}`);
  await expectAccessible(page);

  const ungraded: string[] = [];
  let graded = "";
  page.on("response", async (response) => {
    if (!response.url().startsWith(learnUrl)) return;
    if (response.url().includes("/_next/static/")) return;
    const body = await response.text().catch(() => "");
    if (response.url().endsWith("/api/attempts")) graded += body;
    else if (graded === "") ungraded.push(body);
  });
  await page.getByRole("button", { name: "Enrol and start" }).filter({ visible: true }).tap();
  await page.waitForURL(/\/learn\//);
  await page.locator("#lesson section[id^=question-]").first().waitFor();
  await expectAccessible(page);
  const secrets =
    /"(correctIds?|correctParts|orderedIds|explanation|isCaseSensitive|solution)\\?":/;
  expect(ungraded.filter((body) => secrets.test(body))).toEqual([]);
  expect(ungraded.join("").length).toBeGreaterThan(1_000);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  // Wrong, then right: one option after the other until the answer is the right one.
  const card = page
    .locator("#lesson section[id^=question-]")
    .filter({ has: page.locator("input[type=radio]") })
    .first();
  const cardId = (await card.getAttribute("id")) ?? "";
  const choices = card.locator("label:has(input[type=radio])");
  let wrong = 0;
  for (let index = 0; index < (await choices.count()); index += 1) {
    await choices.nth(index).tap();
    await page.getByRole("button", { name: /^Check question/ }).tap();
    const outcome = card.getByText(/^(Correct|Not yet)$/).last();
    await outcome.waitFor();
    if ((await card.getByRole("status").getByText("Correct").count()) > 0) break;
    wrong += 1;
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Try question/ }).tap();
  }
  await card.getByRole("status").getByText("Correct").waitFor();
  expect(wrong).toBeLessThan(await choices.count());
  expect(secrets.test(graded)).toBe(true);
  await waitUntilSent(page);

  const lessonUrl = page.url().replace(/#.*/, "");
  const place = await page.evaluate(() => window.scrollY);
  await page.waitForTimeout(1_500);
  await waitUntilSent(page);
  await page.reload();
  await page.locator(`#${cardId}`).getByRole("status").getByText("Correct").waitFor();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
  const second = await browser.open("learner-second-device", { viewport: phone });
  await second.context.addCookies(await context.cookies());
  await second.page.goto(lessonUrl);
  await expect.poll(() => second.page.evaluate(() => window.scrollY)).toBeGreaterThan(place / 3);
  await second.page.locator(`#${cardId}`).getByRole("status").getByText("Correct").waitFor();
  await second.context.close();

  const bar = page.getByRole("progressbar", { name: "Modules done" });
  const total = Number(await bar.getAttribute("aria-valuemax"));
  let done = Number(await bar.getAttribute("aria-valuenow"));
  for (let module = 1; module <= total; module += 1) {
    await page.getByText(`Module ${module} of ${total}`).waitFor();
    expect(Number(await bar.getAttribute("aria-valuenow"))).toBeGreaterThanOrEqual(done);
    await answerAllQuestions(page);
    await readToTheEnd(page);
    await page.getByRole("heading", { name: /^You have finished “/ }).waitFor();
    const now = Number(await bar.getAttribute("aria-valuenow"));
    expect(now).toBeGreaterThanOrEqual(done);
    done = now;
    await waitUntilSent(page);
    if (module < total) await page.getByRole("link", { name: /^Next: / }).tap();
  }
  expect(done).toBe(total);
  await page.getByRole("button", { name: "Finish course" }).tap();
  await page.waitForURL(/\/finish$/);
  await page.getByRole("heading", { name: /^You have finished / }).waitFor();
  await expectAccessible(page);
  await page.getByRole("link", { name: "See your certificate" }).tap();
  await page.waitForURL(/\/certificates\/[0-9a-f-]{36}$/);
  certificateUrl = page.url();
  await expectAccessible(page);
  const code =
    /[0-9A-Z]{4}(-[0-9A-Z]{4}){4}/.exec(await page.locator("main").innerText())?.[0] ?? "";
  verifyUrl = `${learnUrl}/verify/${code}`;
  const pdf = await context.request.get(`${certificateUrl}/pdf`);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");

  await page.goto(`${learnUrl}/learn/${courseId}/finish`);
  await page.goto(`${learnUrl}/certificates`);
  await expectAccessible(page);
  expect(await page.getByRole("link", { name: courseTitle }).count()).toBe(1);
  expect(problems).toEqual([]);
});

test("a stranger verifies the certificate", async () => {
  const { context, page, problems } = await browser.open("verifier", {
    expectedErrors: [/status of 404/],
  });
  const answer = await page.goto(verifyUrl);
  expect(answer?.status()).toBe(200);
  await expectAccessible(page);
  const words = await page.locator("main").innerText();
  for (const expected of [
    courseTitle,
    "Byte Demo",
    "Issued",
    "Valid until",
    "Course version",
    "Not revoked",
  ])
    expect(words).toContain(expected);
  expect(words).toMatch(/([0-9a-f]{4} ){15}[0-9a-f]{4}/);
  const html = await page.content();
  expect(html).not.toContain(getAccount("learner").email);
  await page.goto(`${getStack().learnUrl}/verify/ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ`);
  await page.getByText("No certificate has this code").waitFor();
  await expectAccessible(page);
  const pdf = await context.request.get(`${certificateUrl}/pdf`);
  expect((await pdf.body()).subarray(0, 5).toString()).not.toBe("%PDF-");
  expect(problems).toEqual([]);
});

test("the creator sees what happened", async () => {
  const { page, problems } = await browser.open("creator-analytics");
  await signIn(page, getStack().studioUrl, getAccount("creator"));
  await page.goto(`${getStack().studioUrl}/courses/${courseId}/analytics`);
  await page.getByRole("heading", { name: courseTitle }).waitFor();
  await expectAccessible(page);
  // Figures are counted by the worker, not by the page.
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.locator("main").innerText();
      },
      { timeout: 75_000, interval: 2_000 },
    )
    .toContain("100% of enrolled");
  const words = await page.locator("main").innerText();
  expect(words).toContain("1 started");
  expect(words).toMatch(/\d+ questions, [1-9]\d* attempts/);
  expect(problems).toEqual([]);
});

test("an admin revokes the certificate, and whoever checks it sees so", async () => {
  const { page, problems } = await browser.open("admin-revokes");
  const { studioUrl } = getStack();
  await signIn(page, studioUrl, getAccount("admin"));
  await page.goto(`${studioUrl}/people`);
  await page.getByRole("link", { name: "Certificates" }).click();
  await page.waitForURL(`${studioUrl}/people/certificates`);
  await expectAccessible(page);
  await page.getByRole("button", { name: `Revoke ${courseTitle} of` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Revoke certificate" }).click();
  await dialog.getByText("Say why").waitFor();
  await expectAccessible(page);
  const reason = "Issued for the wrong edition";
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: "Revoke certificate" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("row", { name: courseTitle }).getByText("Revoked").waitFor();
  expect(await page.getByRole("button", { name: `Revoke ${courseTitle} of` }).count()).toBe(0);

  const stranger = await browser.open("verifier-of-revoked", { viewport: phone });
  const answer = await stranger.page.goto(verifyUrl);
  expect(answer?.status()).toBe(200);
  await stranger.page.getByRole("heading", { name: "Revoked" }).waitFor();
  expect(await stranger.page.title()).toContain("Revoked certificate");
  expect(await stranger.page.locator("main").innerText()).toContain("took it back");
  expect(await stranger.page.content()).not.toContain(reason);
  await expectAccessible(stranger.page);
  expect(problems).toEqual([]);
  expect(stranger.problems).toEqual([]);
});
