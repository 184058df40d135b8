import { expect, test } from "vitest";
import { getAccount, getStack, shareBrowser } from "./harness/browser.ts";
import { buildCourse, importFiles, publishCourse } from "./harness/course-making.ts";
import { expectAccessible, signIn } from "./harness/people.ts";
import { findDocument, listDocuments } from "./harness/shared-documents.ts";

const browser = shareBrowser();

test.each([
  { what: "a chapter in Word", files: () => [findDocument("rust-chapter03.docx")], modules: 1 },
  { what: "a folder of notes", files: () => listDocuments("git-novice"), modules: 8 },
])("a creator publishes $what", async ({ what, files, modules }) => {
  const { page, problems } = await browser.open(`creator-${what.replaceAll(" ", "-")}`);
  await signIn(page, getStack().studioUrl, getAccount("creator"));
  await importFiles(page, files());
  const titles = page.getByRole("textbox", { name: /^Title of module \d+$/ });
  expect(await titles.count()).toBeGreaterThanOrEqual(modules);
  await expectAccessible(page);
  await buildCourse(page);
  await expectAccessible(page);
  await publishCourse(page);
  expect(problems).toEqual([]);
});
