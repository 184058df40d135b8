export interface PdfText {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
  readonly isBold?: boolean;
}

/** A plain PDF for tests: Helvetica text at given places (points from the bottom left), A4 pages. */
export function makePdf(pages: readonly (readonly PdfText[])[], trailerExtra = ""): Buffer {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const catalog = add("");
  const tree = add("");
  const fonts = [
    add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"),
    add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>"),
  ];
  const kids = pages.map((texts) => {
    const content = texts
      .map(
        ({ x, y, size, text, isBold }) =>
          `BT /F${isBold === true ? 2 : 1} ${size} Tf ${x} ${y} Td (${text.replace(/[\\()]/g, "\\$&")}) Tj ET`,
      )
      .join("\n");
    const stream = add(
      `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`,
    );
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 595 842] /Contents ${stream} 0 R /Resources << /Font << /F1 ${fonts[0]} 0 R /F2 ${fonts[1]} 0 R >> >> >>`,
    );
  });
  objects[catalog - 1] = `<< /Type /Catalog /Pages ${tree} 0 R >>`;
  objects[tree - 1] =
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] >>`;
  let file = "%PDF-1.4\n";
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  file += offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  file += `trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R ${trailerExtra} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}

/** Lines of running text down one column. */
export function column(lines: readonly string[], x: number, top: number, size = 10): PdfText[] {
  return lines.map((text, index) => ({ x, y: top - index * size * 1.2, size, text }));
}
