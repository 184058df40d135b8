const sans = new URL(
  "../../../../node_modules/@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2",
  import.meta.url,
).pathname;
const serif = new URL(
  "../../../../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2",
  import.meta.url,
).pathname;

export interface FontPreloadsProps {
  /** Pages without serif text save its file. */
  hasSerif?: boolean;
}

/**
 * Starts the fonts of the first screen with the document, on wide screens alone: on a phone's connection they
 * would hold back the first paint, which the stand-ins of `styles/fonts.css` can do without them.
 */
export function FontPreloads({ hasSerif = true }: FontPreloadsProps) {
  return (hasSerif ? [sans, serif] : [sans]).map((href) => (
    <link
      key={href}
      rel="preload"
      as="font"
      type="font/woff2"
      crossOrigin="anonymous"
      href={href}
      media="(min-width: 56.3125rem)"
    />
  ));
}
