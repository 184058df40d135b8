import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { getAccount, getStack, shareBrowser } from "./harness/browser.ts";
import { expectAccessible, signIn } from "./harness/people.ts";

const browser = shareBrowser();

const passwordProtection =
  `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"41".repeat(32)}> /U <${"42".repeat(32)}> >>` +
  ` /ID [<${"0f".repeat(16)}> <${"0f".repeat(16)}>]`;

/** One page; without words it has a grey box in place of a scanned picture. */
function makePdf(words: string | null, trailer = ""): Buffer {
  const drawing =
    words === null ? "0.5 g 72 72 300 400 re f" : `BT /F 12 Tf 72 700 Td (${words}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((body, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const end = `trailer\n<< /Size 6 /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}xref\n0 6\n0000000000 65535 f \n${places.join("")}${end}`, "latin1");
}

test("files that cannot be read say why, and what to do", async () => {
  const { page, problems } = await browser.open("bad-imports");
  await signIn(page, getStack().studioUrl, getAccount("creator"));
  const give = async (name: string, mimeType: string, buffer: Buffer): Promise<void> => {
    await page.goto(`${getStack().studioUrl}/courses/new`);
    await page.locator("input[type=file][multiple]").setInputFiles({ name, mimeType, buffer });
  };

  await give("empty.pdf", "application/pdf", Buffer.alloc(0));
  await page.getByText("empty.pdf is empty. Check the file and choose it again.").waitFor();
  await expectAccessible(page);
  await give("tool.exe", "application/octet-stream", Buffer.from("MZ"));
  await page.getByText(/^tool\.exe is not one of the kinds we read/).waitFor();
  expect(new URL(page.url()).pathname).toBe("/courses/new");

  const refused = [
    {
      name: "locked.pdf",
      buffer: makePdf("Locked words", passwordProtection),
      says: "This PDF is protected with a password.",
      advises: "save a copy without one",
    },
    {
      name: "scan.pdf",
      buffer: makePdf(null),
      says: "No text was found",
      advises: "Run text recognition (OCR)",
    },
    {
      name: "notes.docx",
      buffer: makePdf("A PDF under the name of a Word document"),
      says: "PDF",
      advises: "Rename the file",
    },
  ];
  for (const { name, buffer, says, advises } of refused) {
    await give(name, "application/octet-stream", buffer);
    await page.waitForURL(/\/imports\//);
    await page.getByRole("heading", { name: "This could not be read" }).waitFor();
    const words = await page.locator("main").innerText();
    expect(words).toContain(says);
    expect(words).toContain(advises);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Choose another document" }).waitFor();
  }
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Reading your document" }).waitFor();
  await page.getByRole("heading", { name: "This could not be read" }).waitFor();
  expect(problems).toEqual([]);
});
