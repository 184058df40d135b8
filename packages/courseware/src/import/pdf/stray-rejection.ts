/**
 * Whether a rejection that nobody handles is one that pdf.js left behind. In a damaged page tree it reads
 * nodes ahead and drops their promises when an earlier node fails; that failure itself is reported as usual.
 */
export function isStrayPdfRejection(reason: unknown): boolean {
  const stack = typeof reason === "object" && reason !== null && "stack" in reason && reason.stack;
  return typeof stack === "string" && /[\\/]unpdf[\\/]dist[\\/]pdfjs\.mjs/.test(stack);
}
