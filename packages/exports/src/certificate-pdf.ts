import { formatVerificationCode, type CertificateSnapshot } from "@byteos/contracts/certificate";
import PDFDocument from "pdfkit";
import { splitByFont, type FontFace } from "./certificate-fonts.ts";
import { drawQrCode } from "./qr-code.ts";
import { drawRosette } from "./rosette.ts";

export interface CertificateDocument {
  readonly snapshot: CertificateSnapshot;
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
  /** Set when the certificate is no longer good: the page says so across its top. */
  readonly warning: string | null;
  readonly verificationCode: string;
  readonly verificationUrl: string;
}

const page = { width: 841.89, height: 595.28 };
const left = 84;
const textWidth = 460;
const ink = {
  fg: "#18181b",
  muted: "#52525b",
  line: "#d4d4d8",
  primary: "#4338ca",
  seal: "#c7d2fe",
  warning: "#b91c1c",
};
const sans = (weight: 400 | 500 | 600): FontFace => ({ family: "sans", weight });
const serif = (weight: 400 | 600, isItalic = false): FontFace => ({
  family: "serif",
  weight,
  isItalic,
});

/** pdfkit takes a bounding box for figures, which its types do not know yet. */
interface ElementOptions {
  readonly alt?: string;
  readonly bbox?: [number, number, number, number];
}

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly face: FontFace;
  readonly color?: string;
  readonly lineHeight?: number;
}

/**
 * One A4 landscape page, tagged for assistive technology (PDF/UA structure, language, title, alternative
 * text), fonts embedded, the QR code as a vector. Dates are written in `en-GB`, UTC.
 */
export async function writeCertificatePdf(certificate: CertificateDocument): Promise<Uint8Array> {
  const { snapshot } = certificate;
  const title = `Certificate: ${snapshot.title}, ${snapshot.recipientName}`;
  const doc = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    pdfVersion: "1.7",
    // safe because pdfkit 0.20 knows this subset and its types do not yet
    subset: "PDF/UA" as "PDF/A-2a",
    tagged: true,
    lang: "en",
    displayTitle: true,
    info: { Title: title, Author: snapshot.organisationName, Subject: "Certificate of completion" },
    // The built-in faces cannot be embedded, so no font is set until the first embedded one.
    font: "",
  });
  const chunks: Uint8Array[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    doc.on("end", resolve);
    doc.on("error", reject);
  });
  new CertificateWriter(doc).write(certificate);
  doc.end();
  await finished;
  return new Uint8Array(Buffer.concat(chunks));
}

const formatDate = (date: Date) =>
  date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });

class CertificateWriter {
  readonly #doc: PDFKit.PDFDocument;
  readonly #fonts = new Set<string>();

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc;
  }

  write(certificate: CertificateDocument): void {
    const doc = this.#doc;
    const { snapshot } = certificate;
    const root = doc.struct("Document");
    doc.addStructure(root);
    this.#drawFrame(snapshot.contentHash);

    const add = (tag: string, draw: () => void) => root.add(this.#element(tag, draw));
    if (certificate.warning !== null) {
      const { warning } = certificate;
      add("P", () =>
        this.#text(warning, {
          x: left,
          y: 46,
          width: 600,
          size: 12,
          face: sans(600),
          color: ink.warning,
        }),
      );
    }
    this.#drawInitial(snapshot.organisationName);
    add("P", () =>
      this.#text(snapshot.organisationName, {
        x: left + 40,
        y: 78,
        width: textWidth,
        size: 13,
        face: sans(600),
      }),
    );
    let y = 128;
    add("P", () => {
      y =
        this.#text("This is to certify that", {
          x: left,
          y,
          width: textWidth,
          size: 14,
          face: serif(400, true),
          color: ink.muted,
        }) + 2;
    });
    add("H1", () => {
      y =
        this.#fitted(
          snapshot.recipientName,
          { x: left, y, width: textWidth, size: 38, face: serif(600) },
          56,
        ) + 12;
    });
    add("P", () => {
      y =
        this.#text("has completed the course", {
          x: left,
          y,
          width: textWidth,
          size: 14,
          face: serif(400, true),
          color: ink.muted,
        }) + 4;
    });
    add("H2", () => {
      y =
        this.#fitted(
          snapshot.title,
          { x: left, y, width: textWidth, size: 22, face: serif(600) },
          62,
        ) + 12;
    });
    this.#writeObjectives(root, snapshot.objectives, y);
    this.#writeFacts(root, certificate);
    this.#writeCheck(root, certificate);
    root.end();
  }

  #drawFrame(contentHash: string): void {
    const doc = this.#doc;
    doc.markContent("Artifact", { type: "Layout" });
    doc
      .save()
      .roundedRect(33, 33, page.width - 66, page.height - 66, 6)
      .clip();
    doc
      .translate(page.width - 152, 152)
      .scale(1.72)
      .lineWidth(0.35)
      .strokeColor(ink.seal);
    for (const ring of drawRosette(contentHash)) doc.path(ring).stroke();
    doc.restore();
    doc
      .lineWidth(1)
      .strokeColor("#a1a1aa")
      .roundedRect(24, 24, page.width - 48, page.height - 48, 12)
      .stroke();
    doc
      .lineWidth(0.75)
      .strokeColor(ink.line)
      .roundedRect(32, 32, page.width - 64, page.height - 64, 6)
      .stroke();
    doc
      .moveTo(left, 452)
      .lineTo(page.width - left, 452)
      .strokeColor(ink.line)
      .stroke();
    doc.endMarkedContent();
  }

  #drawInitial(name: string): void {
    const doc = this.#doc;
    doc.markContent("Artifact", { type: "Layout" });
    doc.roundedRect(left, 72, 28, 28, 7).fill(ink.primary);
    const initial = Array.from(name.trim())[0]?.toUpperCase() ?? "";
    const width = this.#widthOf(initial, sans(600), 15);
    const x = left + 14 - width / 2;
    this.#text(initial, { x, y: 77.5, width: 28, size: 15, face: sans(600), color: "#ffffff" });
    doc.endMarkedContent();
  }

  #writeObjectives(
    root: PDFKit.PDFStructureElement,
    objectives: readonly string[],
    top: number,
  ): void {
    if (objectives.length === 0) return;
    const doc = this.#doc;
    const limit = 438;
    const lineHeight = 16;
    const list = doc.struct("L");
    root.add(list);
    let y = top;
    let written = 0;
    for (const objective of objectives) {
      const place = {
        x: left + 14,
        y,
        width: textWidth - 14,
        size: 10.5,
        face: sans(400),
        color: ink.muted,
        lineHeight,
      };
      const remaining = objectives.length - written;
      const bottom = y + this.#linesOf(objective, place).length * lineHeight;
      if (bottom > limit - (remaining > 1 ? lineHeight : 0)) break;
      const item = doc.struct("LI");
      item.add(this.#element("Lbl", () => this.#text("•", { ...place, x: left, width: 12 })));
      item.add(this.#element("LBody", () => this.#text(objective, place)));
      list.add(item);
      y = bottom;
      written += 1;
    }
    list.end();
    const rest = objectives.length - written;
    if (rest > 0) {
      const words = `${written === 0 ? rest : `and ${rest} more`} ${rest === 1 ? "objective" : "objectives"}, listed where the certificate is checked`;
      root.add(
        this.#element("P", () =>
          this.#text(words, {
            x: left,
            y,
            width: textWidth,
            size: 10.5,
            face: sans(400),
            color: ink.muted,
          }),
        ),
      );
    }
  }

  #writeFacts(root: PDFKit.PDFStructureElement, certificate: CertificateDocument): void {
    const { snapshot, issuedAt, expiresAt } = certificate;
    const facts = [
      ["Issued", formatDate(issuedAt)],
      ["Valid until", expiresAt === null ? "No end date" : formatDate(expiresAt)],
      ...(snapshot.score === null
        ? []
        : [["Questions right", `${snapshot.score.correct} of ${snapshot.score.total}`]]),
      ["Course version", String(snapshot.version)],
    ] as const;
    facts.forEach(([label = "", value = ""], index) => {
      const x = left + index * 122;
      root.add(
        this.#element("P", () => {
          this.#text(label, { x, y: 470, width: 118, size: 9, face: sans(400), color: ink.muted });
          this.#text(value, { x, y: 483, width: 118, size: 11.5, face: sans(500) });
        }),
      );
    });
    root.add(
      this.#element("P", () => {
        this.#text("Content hash", {
          x: left,
          y: 512,
          width: 200,
          size: 9,
          face: sans(400),
          color: ink.muted,
        });
        this.#text(snapshot.contentHash, { x: left, y: 525, width: 480, size: 9, face: sans(400) });
      }),
    );
  }

  #writeCheck(root: PDFKit.PDFStructureElement, certificate: CertificateDocument): void {
    const doc = this.#doc;
    const side = 84;
    const x = page.width - left - side - 10;
    const y = 342;
    const qr = drawQrCode(certificate.verificationUrl);
    const draw = () => {
      doc
        .save()
        .roundedRect(x - 10, y - 10, side + 20, side + 20, 6)
        .fillAndStroke("#ffffff", ink.line);
      doc
        .translate(x, y)
        .scale(side / qr.size)
        .path(qr.path)
        .fill("#000000")
        .restore();
    };
    root.add(
      this.#element("Figure", draw, {
        alt: "QR code that opens the page where this certificate is checked",
        bbox: [x, y, x + side, y + side],
      }),
    );
    root.add(
      this.#element("P", () => {
        const column = page.width - left - 190;
        this.#text("Certificate code", {
          x: column,
          y: 470,
          width: 180,
          size: 9,
          face: sans(400),
          color: ink.muted,
        });
        this.#text(formatVerificationCode(certificate.verificationCode), {
          x: column,
          y: 483,
          width: 200,
          size: 11,
          face: sans(500),
        });
      }),
    );
    root.add(
      this.#element("P", () => {
        const width = this.#widthOf(`Check at ${certificate.verificationUrl}`, sans(400), 8.5);
        this.#text(`Check at ${certificate.verificationUrl}`, {
          x: Math.max(left, page.width - left - width),
          y: 541,
          width: page.width - left * 2,
          size: 8.5,
          face: sans(400),
          color: ink.muted,
        });
      }),
    );
  }

  #element(
    tag: string,
    draw: () => unknown,
    options: ElementOptions = {},
  ): PDFKit.PDFStructureElement {
    // safe because pdfkit calls a function child to draw the content it marks
    const child = (() => void draw()) as PDFKit.PDFStructureElementChild;
    return this.#doc.struct(tag, options, child);
  }

  /** Draws at the largest size, from the given one down, whose lines fit the height. Returns the bottom. */
  #fitted(text: string, place: TextPlace, maxHeight: number): number {
    let size = place.size;
    while (size > 12 && this.#linesOf(text, { ...place, size }).length * size * 1.18 > maxHeight)
      size -= 1;
    return this.#text(text, { ...place, size, lineHeight: size * 1.18 });
  }

  #text(text: string, place: TextPlace): number {
    const doc = this.#doc;
    const lineHeight = place.lineHeight ?? place.size * 1.35;
    let y = place.y;
    for (const line of this.#linesOf(text, place)) {
      let x = place.x;
      // The space at a line's end is what a screen reader reads between two lines.
      for (const run of splitByFont(`${line} `, place.face)) {
        this.#use(run);
        doc
          .fontSize(place.size)
          .fillColor(place.color ?? ink.fg)
          .text(run.text, x, y, { lineBreak: false });
        x += doc.widthOfString(run.text);
      }
      y += lineHeight;
    }
    return y;
  }

  #linesOf(text: string, place: TextPlace): string[] {
    const lines: string[] = [];
    let line = "";
    for (const word of text.trim().split(/\s+/u)) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (line !== "" && this.#widthOf(longer, place.face, place.size) > place.width) {
        lines.push(line);
        line = word;
      } else line = longer;
      while (
        this.#widthOf(line, place.face, place.size) > place.width &&
        Array.from(line).length > 1
      ) {
        let head = Array.from(line);
        while (
          head.length > 1 &&
          this.#widthOf(head.join(""), place.face, place.size) > place.width
        )
          head = head.slice(0, -1);
        lines.push(head.join(""));
        line = line.slice(head.join("").length);
      }
    }
    return line === "" ? lines : [...lines, line];
  }

  #widthOf(text: string, face: FontFace, size: number): number {
    let width = 0;
    for (const run of splitByFont(text, face)) {
      this.#use(run);
      width += this.#doc.fontSize(size).widthOfString(run.text);
    }
    return width;
  }

  #use(run: { font: string; file: string }): void {
    if (!this.#fonts.has(run.font)) {
      this.#doc.registerFont(run.font, run.file);
      this.#fonts.add(run.font);
    }
    this.#doc.font(run.font);
  }
}
