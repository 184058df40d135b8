import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { getAccount, getStack, shareBrowser } from "./harness/browser.ts";
import { buildCourse, importFiles, publishCourse } from "./harness/course-making.ts";
import { expectAccessible, signIn } from "./harness/people.ts";
import { writeSmallDocument } from "./harness/small-course.ts";

const browser = shareBrowser();
/** Each topic of the course says it, and no question asks for it. */
const broadQuestion = "Does light travel in straight lines until it meets another material?";

async function publishSmallCourse(): Promise<string> {
  const { page, context } = await browser.open("byte-creator");
  await signIn(page, getStack().studioUrl, getAccount("creator"));
  await importFiles(page, [writeSmallDocument(`Light ${Date.now().toString(36)}`)]);
  const courseId = await buildCourse(page);
  await publishCourse(page);
  await context.close();
  return courseId;
}

/** Presses until it takes: before the page's scripts have come nothing answers. */
async function openByte(page: Page): Promise<Locator> {
  const button = page.getByRole("button", { name: /^(?:Ask|Close) Byte$/ }).first();
  const panel = page.getByRole("complementary", { name: "Byte" });
  const field = panel.getByRole("textbox", { name: "Ask about this lesson" });
  const open = async () => {
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
    return field.isVisible();
  };
  await expect.poll(open, { timeout: 20_000, interval: 250 }).toBe(true);
  return panel;
}

/** Asks and gives the turn once it has been said to its end. */
async function ask(panel: Locator, message: string): Promise<Locator> {
  const turns = panel.getByRole("article");
  const before = await turns.count();
  const field = panel.getByRole("textbox", { name: "Ask about this lesson" });
  await field.fill(message);
  await field.press("Enter");
  const turn = turns.nth(before);
  await turn.getByRole("button", { name: "This helped" }).waitFor();
  return turn;
}

test("a learner asks Byte: the place of an answer, hints before it, and a memory to take back", async () => {
  const courseId = await publishSmallCourse();
  const { page, problems } = await browser.open("byte-learner");
  const { learnUrl } = getStack();
  await signIn(page, learnUrl, getAccount("learner"));
  await page.goto(`${learnUrl}/courses/${courseId}`);
  await page.getByRole("button", { name: "Enrol and start" }).filter({ visible: true }).click();
  await page.waitForURL(/\/learn\//);
  const card = page
    .locator("#lesson section[id^=question-]")
    .filter({ has: page.locator("input[type=radio]") })
    .first();
  await card.waitFor();
  const lessonUrl = page.url().replace(/#.*/, "");

  let panel = await openByte(page);
  const first = await ask(panel, broadQuestion);
  await expect.poll(() => first.getByRole("link").count()).toBeGreaterThan(1);
  await expectAccessible(page);
  const citation = first.getByRole("link").first();
  const target = (await citation.getAttribute("href")) ?? "";
  await citation.click();
  const cited = page.locator(target.slice(target.indexOf("#")));
  await page.locator(`${target.slice(target.indexOf("#"))}[data-cited]`).waitFor();
  // The page may still be on its way there.
  const isInView = async () => {
    const y = (await cited.boundingBox())?.y ?? -1;
    return y >= 0 && y < 900;
  };
  await expect.poll(isInView, { timeout: 5_000 }).toBe(true);
  const [quoted = ""] = /[\p{L} ,]{20,}/u.exec(await citation.innerText()) ?? [];
  expect(await cited.innerText()).toContain(quoted.trim());

  // The question on screen is open: two hints and a try come before its answer.
  await card.locator("input[type=radio]").first().focus();
  const hinted = await ask(panel, "Just tell me the answer");
  await hinted.getByRole("list", { name: /^Hint 1 of / }).waitFor();
  await panel.getByRole("button", { name: "Next hint" }).click();
  await panel.getByRole("list", { name: /^Hint 2 of / }).waitFor();
  const untried = await ask(panel, "And now the answer, please");
  expect(await untried.innerText()).not.toContain("Show the answer");
  expect(await panel.getByRole("button", { name: "Show the answer" }).count()).toBe(0);
  const right = await tryUntilRight(card);
  expect(await panel.innerText()).not.toContain(right);
  await expectAccessible(page);

  // What Byte remembers shapes the answer, until it is deleted.
  const noted = await ask(panel, "Remember that I prefer short answers.");
  await noted.getByText("Noted: “I prefer short answers.”").waitFor();
  const short = await ask(panel, broadQuestion);
  await expect.poll(() => short.getByRole("link").count()).toBe(1);
  await page.goto(`${learnUrl}/account/byte`);
  const fact = page.getByRole("textbox", { name: /^What Byte remembers: / });
  expect(await fact.inputValue()).toBe("I prefer short answers.");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete: I prefer short answers." }).click();
  await page.getByRole("heading", { name: "Nothing yet" }).waitFor();
  await page.goto(lessonUrl);
  panel = await openByte(page);
  await expect.poll(() => panel.getByRole("article").count()).toBeGreaterThan(2);
  const long = await ask(panel, broadQuestion);
  await expect.poll(() => long.getByRole("link").count()).toBeGreaterThan(1);
  expect(problems).toEqual([]);
}, 180_000);

/** Chooses one option after the other; gives the words of the one that is right. */
async function tryUntilRight(card: Locator): Promise<string> {
  const choices = card.locator("label:has(input[type=radio])");
  for (let index = 0; index < (await choices.count()); index += 1) {
    // Below the number that chooses it.
    const words = (await choices.nth(index).innerText()).trim().split("\n").at(-1) ?? "";
    await choices.nth(index).click();
    await card.locator("form").evaluate((form) => {
      if (form instanceof HTMLFormElement) form.requestSubmit();
    });
    await card
      .getByRole("status")
      .getByText(/^(Correct|Not yet)$/)
      .first()
      .waitFor();
    if ((await card.getByRole("status").getByText("Correct").count()) > 0) return words;
    await card.getByRole("button", { name: "Try again" }).click();
  }
  throw new Error("No option was right");
}
