import { expect, test } from "vitest";
import {
  desktop,
  findAccessibilityProblems,
  getStack,
  phone,
  shareBrowser,
} from "./harness/browser.ts";

const browser = shareBrowser();

test.each([
  { name: "phone", viewport: phone, colorScheme: "light" as const },
  { name: "desktop", viewport: desktop, colorScheme: "dark" as const },
])("a stranger asks about an unknown certificate on a $name", async ({ name, ...options }) => {
  const { page, problems } = await browser.open(`verify-${name}`, {
    ...options,
    expectedErrors: [/status of 404/],
  });
  await page.goto(`${getStack().learnUrl}/verify`);
  expect(await findAccessibilityProblems(page)).toEqual([]);
  const code = page.getByRole("textbox", { name: "Certificate code" });
  await code.fill("not a code");
  await page.keyboard.press("Enter");
  await page.getByText("That is not a certificate code").waitFor();
  expect(await findAccessibilityProblems(page)).toEqual([]);

  await code.fill("zzzz zzzz zzzz zzzz zzzz");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/verify\/ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ$/);
  await page.getByRole("heading", { name: "No certificate has this code" }).waitFor();
  expect(await page.title()).toContain("not found");
  expect(await findAccessibilityProblems(page)).toEqual([]);
  const answer = await page.request.get(page.url());
  expect(answer.status()).toBe(404);
  expect(await answer.text()).toContain("<title>Certificate not found · ByteOS</title>");
  expect(problems).toEqual([]);
});
