import type { Page } from "playwright-core";
import { expect, it, vi } from "vitest";
import { getAccount, getStack, phone, shareBrowser } from "./harness/browser.ts";
import {
  answerAllQuestions,
  giveSomeAnswer,
  readToTheEnd,
  waitUntilSent,
} from "./harness/course-taking.ts";
import { expectAccessible, signIn } from "./harness/people.ts";

const browser = shareBrowser();

/** The demo course, which nobody else has begun as this person. */
const course = "Practice that lasts";

it("a learner practises at their level, reviews and takes one back, sees their skills and what comes next", async () => {
  const { page, problems } = await browser.open("study");
  const { learnUrl } = getStack();
  await signIn(page, learnUrl, getAccount("creator"));

  await takeFirstModule(page, learnUrl);
  await page.goto(`${learnUrl}/skills`);
  const skills = page.getByRole("region", { name: course });
  await expectAccessible(page);
  await skills
    .getByRole("img", { name: /about \d+%, likely \d+ to \d+%/ })
    .first()
    .waitFor();
  await skills
    .getByRole("link", { name: /^Practise/ })
    .first()
    .click();
  await practise(page);

  await page.goto(`${learnUrl}/review`);
  await review(page);

  await page.goto(learnUrl);
  const next = page.getByRole("region", { name: /./ }).filter({ hasText: "Next for you" });
  await next.getByText("Why this").waitFor();
  await expectAccessible(page);
  await next.getByRole("link", { name: /^(Continue|Start|Practise|Start the review)$/ }).click();
  await page.waitForURL((url) => url.pathname !== "/");

  await page.setViewportSize(phone);
  await studyAsCards(page, learnUrl);
  expect(problems).toEqual([]);
});

async function takeFirstModule(page: Page, learnUrl: string): Promise<void> {
  await page.goto(`${learnUrl}/catalogue`);
  await page.getByRole("link", { name: course }).first().click();
  await page.getByRole("button", { name: "Enrol and start" }).filter({ visible: true }).click();
  await page.waitForURL(/\/learn\//);
  await readToTheEnd(page);
  expect(await answerAllQuestions(page)).toBeGreaterThan(0);
  await waitUntilSent(page);
}

/** Two questions, the second chosen after the answer to the first: the estimate has moved by then. */
async function practise(page: Page): Promise<void> {
  await page.waitForURL(/\/practice\?skill=/);
  const estimate = page.getByRole("img", { name: /^Where you are: about/ });
  const card = page.locator("section[id^=question-]");
  await card.getByText(/\d+% likely right/).waitFor();
  await expectAccessible(page);
  const [before, firstId] = [
    await estimate.getAttribute("aria-label"),
    await card.getAttribute("id"),
  ];
  await giveSomeAnswer(card);
  await card
    .getByText(/^(Right|Correct|Not|Wrong|Partly)/)
    .first()
    .waitFor();
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/practice"));
  await page.getByRole("button", { name: "Continue" }).click();
  expect((await asked).postDataJSON()).toMatchObject({
    asked: [firstId?.slice("question-".length)],
  });
  await page.getByRole("heading", { name: /^Question 2\./ }).waitFor();
  expect(await card.getAttribute("id")).not.toBe(firstId);
  expect(await estimate.getAttribute("aria-label")).not.toBe(before);
}

/** With the keyboard alone: turn, grade, take back, grade again; also the last one can be taken back. */
async function review(page: Page): Promise<void> {
  const place = page.getByRole("heading", { name: /^1 of 1\./ });
  const done = page.getByRole("heading", { name: "Done for now" });
  const card = page.getByRole("region", { name: /^(New card|Card)$/ });
  await place.waitFor();
  await expectAccessible(page);
  const front = await card.textContent();
  await page.keyboard.press(" ");
  await page.getByRole("group", { name: "How well did you know it?" }).waitFor();
  await page.keyboard.press("4");
  await done.waitFor();
  await expectAccessible(page);
  await page.keyboard.press("u");
  await page.getByRole("status").filter({ hasText: "Taken back" }).waitFor();
  await place.waitFor();
  expect(await card.textContent()).toBe(front);
  await page.keyboard.press(" ");
  await page.keyboard.press("3");
  await done.waitFor();
  await page.reload();
  await page.getByText(/^Nothing is due now/).waitFor();
}

/** The form of a module that a learner takes is theirs: it is there again when they come back. */
async function studyAsCards(page: Page, learnUrl: string): Promise<void> {
  await page.goto(`${learnUrl}/catalogue`);
  await page.getByRole("link", { name: course }).first().click();
  await page.waitForURL(/\/courses\//);
  await page.goto(page.url().replace("/courses/", "/learn/"));
  const forms = page.getByRole("radiogroup", { name: "Study as" });
  const text = forms.getByRole("radio", { name: /^Text/ });
  const cards = forms.getByRole("radio", { name: /^Flashcards/ });
  const map = forms.getByRole("radio", { name: /^Mind map/ });
  await page.getByText(/^Recommended: (Text|Flashcards|Mind map)\./).waitFor();
  await page.getByText("What this stands on").click();
  await page.getByRole("columnheader", { name: "Measured" }).waitFor();
  // Which form is recommended first is drawn by lot; only a change of it is sent.
  const stored = (await cards.isChecked()) ? null : waitForSwitch(page);
  await vi.waitFor(
    async () => {
      if (await text.isChecked()) {
        await text.focus();
        await page.keyboard.press("ArrowRight");
      } else if ((await map.count()) > 0 && (await map.isChecked())) {
        await map.focus();
        await page.keyboard.press("ArrowLeft");
      }
      expect(await isBeforeText(page)).toBe(true);
    },
    { timeout: 15_000, interval: 200 },
  );
  await page.getByRole("button", { name: "Turn the card" }).click();
  await expectAccessible(page);
  await stored;
  await page.reload();
  await cards.waitFor();
  expect(await cards.isChecked()).toBe(true);
  expect(await isBeforeText(page)).toBe(true);
  await cards.focus();
  await page.keyboard.press("ArrowLeft");
  expect(await text.isChecked()).toBe(true);
  await waitUntilSent(page);
}

/** The server has taken the learner's choice of another form. */
async function waitForSwitch(page: Page): Promise<void> {
  await page.waitForResponse(
    (response) =>
      response.ok() && response.request().postData()?.includes("modality_switch") === true,
  );
}

/** Whether the cards stand before the first block of the module. */
async function isBeforeText(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const [cards, block] = ["#lesson-cards", "#lesson [data-block-id]"].map((each) =>
      document.querySelector(each),
    );
    if (!cards || !block) return false;
    return (cards.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  });
}
