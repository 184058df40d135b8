import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { getAccount, getStack, phone, shareBrowser } from "./harness/browser.ts";
import {
  buildCourse,
  importFiles,
  openEditor,
  publishCourse,
  waitUntilSaved,
} from "./harness/course-making.ts";
import { readToTheEnd, waitUntilSent } from "./harness/course-taking.ts";
import { expectAccessible, signIn } from "./harness/people.ts";
import { writeSmallDocument } from "./harness/small-course.ts";

const browser = shareBrowser();
const offlineErrors = [/ERR_INTERNET_DISCONNECTED/];
let courseId = "";

async function openCourse(page: Page): Promise<ReturnType<Page["locator"]>> {
  await page.goto(`${getStack().studioUrl}/courses/${courseId}`);
  return openEditor(page);
}

async function enrol(page: Page): Promise<void> {
  await page.goto(`${getStack().learnUrl}/courses/${courseId}`);
  await page.getByRole("button", { name: "Enrol and start" }).filter({ visible: true }).click();
  await page.waitForURL(/\/learn\//);
  await page.locator("#lesson section[id^=question-]").first().waitFor();
}

async function writeAtEndOf(
  page: Page,
  text: ReturnType<Page["locator"]>,
  nth: number,
  words: string,
) {
  await text.locator("> p").nth(nth).click();
  await page.keyboard.press("End");
  await page.keyboard.type(words);
}

test("a creator makes a course by keyboard and reorders its blocks", async () => {
  const { page, problems } = await browser.open("keyboard-creator");
  await signIn(page, getStack().studioUrl, getAccount("creator"));
  await importFiles(page, [writeSmallDocument(`Optics ${Date.now().toString(36)}`)]);
  courseId = await buildCourse(page);
  const text = await openCourse(page);
  const blocks = () =>
    text.evaluate((root) => [...root.children].map((block) => block.getAttribute("data-block-id")));
  const before = await blocks();
  expect(before.length).toBeGreaterThan(2);
  await text.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect.poll(blocks).toEqual([before[1], before[0], ...before.slice(2)]);
  await waitUntilSaved(page);
  await page.keyboard.press("Control+z");
  await expect.poll(blocks).toEqual(before);
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(blocks).toEqual([before[1], before[0], ...before.slice(2)]);
  await waitUntilSaved(page);
  await page.reload();
  await openEditor(page);
  await expect.poll(blocks).toEqual([before[1], before[0], ...before.slice(2)]);
  await expectAccessible(page);
  await publishCourse(page);
  expect(problems).toEqual([]);
});

test("a learner answers by keyboard alone", async () => {
  const { page, problems } = await browser.open("keyboard-learner");
  await signIn(page, getStack().learnUrl, getAccount("manager"));
  await enrol(page);
  const card = page
    .locator("#lesson section[id^=question-]")
    .filter({ has: page.locator("input[type=radio]") })
    .first();
  await card.locator("input[type=radio]").first().focus();
  const isAnswered = card.getByRole("status").getByText(/^(Correct|Not yet)$/);
  const count = await card.locator("input[type=radio]").count();
  for (let key = 1; key <= count; key += 1) {
    await page.keyboard.press(String(key));
    expect(
      await card
        .locator("input[type=radio]")
        .nth(key - 1)
        .isChecked(),
    ).toBe(true);
    await page.keyboard.press("Enter");
    await isAnswered.waitFor();
    if ((await isAnswered.textContent()) === "Correct") break;
    await page.keyboard.press("Enter");
    await isAnswered.waitFor({ state: "detached" });
  }
  expect(await isAnswered.textContent()).toBe("Correct");
  await expectAccessible(page);
  expect(problems).toEqual([]);
});

test("two tabs edit one module: the conflict is shown and nothing is lost", async () => {
  const first = await browser.open("conflict", { expectedErrors: [/status of 409/] });
  await signIn(first.page, getStack().studioUrl, getAccount("creator"));
  const text = await openCourse(first.page);
  const other = await first.context.newPage();
  const otherText = await openCourse(other);
  await writeAtEndOf(other, otherText, 0, " From the second tab.");
  await waitUntilSaved(other);
  await otherText.getByText("From the second tab.").waitFor();
  await other.waitForTimeout(1_500);
  await waitUntilSaved(other);
  await writeAtEndOf(first.page, text, 0, " From the first tab.");
  await first.page.getByRole("status").filter({ hasText: "Conflict" }).waitFor();
  await expectAccessible(first.page);
  await first.page.getByRole("button", { name: "Compare" }).click();
  const dialog = first.page.getByRole("dialog");
  await dialog.getByText("From the first tab.").waitFor();
  await dialog.getByText("From the second tab.").waitFor();
  await expectAccessible(first.page);
  await dialog.getByRole("button", { name: "Save this version" }).click();
  await dialog.waitFor({ state: "hidden" });
  await waitUntilSaved(first.page);
  await first.page.reload();
  await openEditor(first.page);
  await text.getByText("From the first tab.").first().waitFor();
  await text.getByText("From the second tab.").first().waitFor();
  expect(first.problems).toEqual([]);
});

test("an edit without a connection is kept and saved when it is back", async () => {
  const { context, page, problems } = await browser.open("offline-edit", {
    expectedErrors: offlineErrors,
  });
  await signIn(page, getStack().studioUrl, getAccount("creator"));
  const text = await openCourse(page);
  await context.setOffline(true);
  await writeAtEndOf(page, text, 1, " Written in a tunnel.");
  await page.getByRole("status").filter({ hasText: "Kept on this device" }).waitFor();
  await expectAccessible(page);
  await context.setOffline(false);
  await waitUntilSaved(page);
  await page.reload();
  await openEditor(page);
  await text.getByText("Written in a tunnel.").waitFor();
  expect(problems).toEqual([]);
});

test("a learner goes on without a connection, closes the tab, and nothing is lost", async () => {
  const { context, page, problems } = await browser.open("offline-learner", {
    viewport: phone,
    hasTouch: true,
    expectedErrors: offlineErrors,
  });
  await signIn(page, getStack().learnUrl, getAccount("admin"));
  await enrol(page);
  await waitUntilSent(page);
  await context.setOffline(true);
  await readToTheEnd(page);
  const waiting = page.getByRole("status").filter({ hasText: "Offline, kept on this device" });
  await waiting.waitFor({ state: "attached" });
  const kept = Number(/\((\d+)\)/.exec((await waiting.textContent()) ?? "")?.[1]);
  expect(kept).toBeGreaterThan(1);
  const lessonUrl = page.url();
  await expectAccessible(page);
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(lessonUrl);
  await waitUntilSent(again);
  await again.goto(`${getStack().learnUrl}/courses/${courseId}`);
  await again.getByText("Your progress").filter({ visible: true }).first().waitFor();
  const share = await again
    .getByRole("progressbar", { name: "Your progress" })
    .filter({ visible: true })
    .getAttribute("aria-valuenow");
  expect(Number(share)).toBeGreaterThan(0);
  await expectAccessible(again);
  expect(problems).toEqual([]);
});
