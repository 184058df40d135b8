import { getDocumentProxy, getResolvedPDFJS } from "unpdf";

export type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;
export type PdfPage = Awaited<ReturnType<PdfDocument["getPage"]>>;
export type PdfOperators = Awaited<ReturnType<typeof getResolvedPDFJS>>["OPS"];

/** Opens a file with pdf.js: no scripts, no fonts or maps fetched, nothing printed. */
export async function openPdf(
  bytes: Uint8Array,
): Promise<{ document: PdfDocument; operators: PdfOperators }> {
  const [document, library] = await Promise.all([
    // pdf.js takes the buffer over, so it gets its own copy.
    getDocumentProxy(new Uint8Array(bytes), {
      useSystemFonts: false,
      disableFontFace: true,
      enableXfa: false,
      stopAtErrors: false,
      maxImageSize: 40_000_000,
      verbosity: 0,
    }),
    getResolvedPDFJS(),
  ]);
  return { document, operators: library.OPS };
}
