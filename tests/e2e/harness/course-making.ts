import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { getStack } from "./browser.ts";

type NamedFile = { name: string; mimeType: string; buffer: Buffer };

/** Gives files to the page where a course begins and waits until their outline can be reviewed. */
export async function importFiles(page: Page, files: string[] | NamedFile[]): Promise<void> {
  await page.goto(`${getStack().studioUrl}/courses/new`);
  await page.locator("input[type=file][multiple]").setInputFiles(files);
  await page.waitForURL(/\/imports\//);
  await page.getByRole("heading", { name: "Review the outline" }).waitFor({ timeout: 60_000 });
}

/** Builds from the reviewed outline and gives the course's id once its editor is there. */
export async function buildCourse(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Build course" }).click();
  await page.waitForURL(/\/courses\/[0-9a-f-]{36}/, { timeout: 60_000 });
  const courseId = /courses\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
  expect(courseId).not.toBe("");
  await openEditor(page);
  return courseId;
}

/** The document, once it can be written in: the page shows a still picture of it before. */
export async function openEditor(page: Page): Promise<Locator> {
  await page.mouse.move(400, 400);
  const text = page.locator("main .ProseMirror[contenteditable=true]");
  await text.waitFor();
  return text;
}

export async function waitUntilSaved(page: Page): Promise<void> {
  await page
    .getByRole("status")
    .filter({ hasText: /^Saved/ })
    .first()
    .waitFor();
}

async function describePictures(form: Locator): Promise<number> {
  const fields = await form.getByRole("textbox").all();
  for (const [index, field] of fields.entries()) await field.fill(`What picture ${index} shows`);
  await form.getByRole("checkbox", { name: "Decorative" }).last().check();
  await form.getByRole("button", { name: "Save and go on" }).click();
  return fields.length;
}

/**
 * Puts words to the pictures that have none, takes everything else that blocks publishing out of the course,
 * then publishes. Gives how many blocks were mended.
 */
export async function publishCourse(page: Page): Promise<number> {
  let mended = 0;
  for (;;) {
    await page
      .getByRole("banner")
      .getByRole("button", { name: /^Publish/ })
      .click();
    const dialog = page.getByRole("dialog");
    const publish = dialog.getByRole("button", { name: "Publish course" });
    const problem = dialog.getByRole("button", { name: /Show$/ }).first();
    const pictures = dialog.getByRole("form", { name: "Pictures without words" });
    await publish.or(problem).or(pictures).first().waitFor();
    if (!(await problem.isVisible()) && (await pictures.isVisible())) {
      mended += await describePictures(pictures);
      await publish.waitFor();
    }
    if (await publish.isVisible()) {
      await publish.click();
      await dialog.getByRole("heading", { name: "Version 1 is published" }).waitFor();
      return mended;
    }
    await problem.click();
    await dialog.waitFor({ state: "hidden" });
    const toolbar = page.getByRole("toolbar", { name: "Block" });
    await toolbar.getByRole("button", { name: "Delete" }).click();
    await waitUntilSaved(page);
    mended += 1;
    if (mended > 20) throw new Error("More than 20 blocks of the draft block publishing");
  }
}
