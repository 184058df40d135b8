import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** Scrolls like a reader, less than a window at a time, so that every block counts as read. */
export async function readToTheEnd(page: Page): Promise<void> {
  await page.locator("#lesson").first().waitFor();
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(null)));
    window.scrollTo({ top: 0, behavior: "instant" });
    await frame();
    await frame();
    for (;;) {
      const before = window.scrollY;
      window.scrollTo({ top: before + window.innerHeight, behavior: "instant" });
      await frame();
      await frame();
      if (window.scrollY === before) return;
    }
  });
}

/** Gives every open question of the page some answer; the count of questions that were answered. */
export async function answerAllQuestions(page: Page): Promise<number> {
  const cards = page.locator("#lesson section[id^=question-]");
  const total = await cards.count();
  let answered = 0;
  for (let index = 0; index < total; index += 1) {
    const card = cards.nth(index);
    if (
      (await card.locator("input:enabled, select:enabled, button[aria-label^=Move]").count()) === 0
    )
      continue;
    await card.scrollIntoViewIfNeeded();
    await fillIn(card);
    await submitAnswer(page, index);
    answered += 1;
  }
  return answered;
}

/** Gives some answer to one question that is open, and sends it as a form does. */
export async function giveSomeAnswer(card: Locator): Promise<void> {
  await fillIn(card);
  await send(card);
}

async function fillIn(card: Locator): Promise<void> {
  for (const select of await card.locator("select:enabled").all()) {
    const taken = await card
      .locator("select")
      .evaluateAll((all) =>
        all.map((each) => (each instanceof HTMLSelectElement ? each.value : "")),
      );
    const values = await select
      .locator("option")
      .evaluateAll((all) =>
        all.map((each) => (each instanceof HTMLOptionElement ? each.value : "")),
      );
    const free = values.find((value) => value !== "" && !taken.includes(value));
    if (free !== undefined) await select.selectOption(free);
  }
  for (const field of await card
    .locator("input[type=text]:enabled, input:not([type]):enabled")
    .all())
    await field.fill("light");
  const choice = card.locator("input[type=radio]:enabled, input[type=checkbox]:enabled").first();
  if ((await choice.count()) > 0) await choice.check({ force: true });
}

/** Sends the answer as a form does, and waits for its grade. */
async function submitAnswer(page: Page, index: number): Promise<void> {
  const card = page.locator("#lesson section[id^=question-]").nth(index);
  await send(card);
  await card
    .getByRole("button", { name: /^(Try again|Continue)$/, includeHidden: true })
    .first()
    .waitFor({ state: "attached" });
}

export async function waitUntilSent(page: Page): Promise<void> {
  await page
    .getByRole("status")
    .filter({ hasText: "Progress saved" })
    .waitFor({ state: "attached" });
  expect(await page.getByRole("status").filter({ hasText: "Offline, kept" }).count()).toBe(0);
}

async function send(card: Locator): Promise<void> {
  await card.locator("form").evaluate((form) => {
    if (form instanceof HTMLFormElement) form.requestSubmit();
  });
}
