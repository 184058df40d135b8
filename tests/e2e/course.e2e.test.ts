import { expect, test } from "vitest";
import { getAccount, getStack, shareBrowser } from "./harness/browser.ts";
import { buildCourse, openEditor, publishCourse, waitUntilSaved } from "./harness/course-making.ts";
import { expectAccessible, signIn } from "./harness/people.ts";
import { findDocument } from "./harness/shared-documents.ts";

const browser = shareBrowser();

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
  await page.locator("input[type=file]").setInputFiles(handbook);
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

  await buildCourse(page);
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

  await publishCourse(page);
  await expectAccessible(page);
  expect(problems).toEqual([]);
});
