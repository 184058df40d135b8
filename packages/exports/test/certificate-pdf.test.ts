import { getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { writeCertificatePdf, type CertificateDocument } from "../src/certificate-pdf.ts";

const certificate: CertificateDocument = {
  snapshot: {
    recipientName: "Zofia Łukaszewska-Ørsted",
    organisationName: "Byte Demo",
    title: "Budgeting for software",
    objectives: ["Explain modular contracting", "Budget for a team"],
    contentHash: "9c4e8f12".repeat(8),
    version: 2,
    estimatedMinutes: 80,
    score: { correct: 17, total: 18 },
  },
  issuedAt: new Date("2026-11-04T10:00:00Z"),
  expiresAt: new Date("2028-11-03T10:00:00Z"),
  warning: null,
  verificationCode: "K7QM4D2X9HPAK7QM4D2X",
  verificationUrl: "https://learn.example/verify/K7QM4D2X9HPAK7QM4D2X",
};

interface StructureNode {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: readonly StructureNode[];
}

const rolesOf = (node: StructureNode): string[] => [
  ...(node.role === undefined ? [] : [node.role]),
  ...(node.children ?? []).flatMap(rolesOf),
];

async function readBack(document: CertificateDocument) {
  const pdf = await getDocumentProxy(await writeCertificatePdf(document));
  const page = await pdf.getPage(1);
  const tree = (await page.getStructTree()) as StructureNode;
  const content = await page.getTextContent();
  const words = content.items.map((item) => ("str" in item ? item.str : "")).join("");
  return { pdf, page, tree, words };
}

describe("writeCertificatePdf", () => {
  it("writes one tagged page with title, language, headings, list and a described figure", async () => {
    const { pdf, tree, words } = await readBack(certificate);
    expect(pdf.numPages).toBe(1);
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({
      Title: "Certificate: Budgeting for software, Zofia Łukaszewska-Ørsted",
      Language: "en",
    });
    const roles = rolesOf(tree);
    expect(roles.filter((role) => role === "H1")).toHaveLength(1);
    expect(roles.filter((role) => role === "H2")).toHaveLength(1);
    expect(roles.filter((role) => role === "LI")).toHaveLength(2);
    const figures = (node: StructureNode): StructureNode[] => [
      ...(node.role === "Figure" ? [node] : []),
      ...(node.children ?? []).flatMap(figures),
    ];
    expect(figures(tree).map((figure) => figure.alt)).toEqual([
      "QR code that opens the page where this certificate is checked",
    ]);
    expect(words).toContain("Zofia Łukaszewska-Ørsted");
    expect(words).toContain("17 of 18");
    expect(words).toContain("3 November 2028");
    expect(words).toContain("K7QM-4D2X-9HPA-K7QM-4D2X");
  });

  it("embeds every font", async () => {
    const source = Buffer.from(await writeCertificatePdf(certificate)).toString("latin1");
    const descriptors = source.match(/\/Type \/FontDescriptor/g) ?? [];
    const files = source.match(/\/FontFile[23]? /g) ?? [];
    expect(descriptors.length).toBeGreaterThan(3);
    expect(files).toHaveLength(descriptors.length);
    expect(source).not.toMatch(/\/Subtype \/Type1\b/);
  });

  it("keeps to one page and says how many objectives are left when they do not fit", async () => {
    const objectives = Array.from(
      { length: 40 },
      (_, at) => `Objective number ${at}: part of a long course`,
    );
    const { pdf, words } = await readBack({
      ...certificate,
      snapshot: {
        ...certificate.snapshot,
        recipientName: "Wolfeschlegelstein ".repeat(8).trim(),
        title: "A very long title ".repeat(12).trim(),
        objectives,
      },
    });
    expect(pdf.numPages).toBe(1);
    const shown = objectives.filter((objective) => words.includes(objective)).length;
    expect(shown).toBeLessThan(40);
    expect(words).toMatch(new RegExp(`and ${40 - shown} more objectives`));
  });

  it("says across the top when the certificate is no longer good", async () => {
    const { words } = await readBack({ ...certificate, warning: "Revoked on 5 November 2026" });
    expect(words).toContain("Revoked on 5 November 2026");
  });
});
