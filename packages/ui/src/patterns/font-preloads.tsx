import { preload } from "react-dom";

const interUrl = new URL(
  "../../../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  import.meta.url,
).pathname;
const sourceSerifUrl = new URL(
  "../../../../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
  import.meta.url,
).pathname;

export interface FontPreloadsProps {
  /** Pages without serif text save its 50 kB. */
  hasSerif?: boolean;
}

/** Starts the fonts of the first screen with the document. The addresses are those that `styles/fonts.css` uses. */
export function FontPreloads({ hasSerif = true }: FontPreloadsProps) {
  const options = { as: "font", type: "font/woff2", crossOrigin: "anonymous" } as const;
  preload(interUrl, options);
  if (hasSerif) preload(sourceSerifUrl, options);
  return null;
}
