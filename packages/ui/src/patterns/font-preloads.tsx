const files = {
  interPhone: new URL(
    "../../../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    import.meta.url,
  ).pathname,
  interWide: new URL(
    "../../../../node_modules/@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2",
    import.meta.url,
  ).pathname,
  serifPhone: new URL(
    "../../../../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
    import.meta.url,
  ).pathname,
  serifWide: new URL(
    "../../../../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2",
    import.meta.url,
  ).pathname,
};

const phone = "(max-width: 56.3124rem)";
const wide = "(min-width: 56.3125rem)";

export interface FontPreloadsProps {
  /** Pages without serif text save its file. */
  hasSerif?: boolean;
}

/** Starts the fonts of the first screen with the document. The addresses are those that `styles/fonts.css` uses. */
export function FontPreloads({ hasSerif = true }: FontPreloadsProps) {
  const wanted = [
    { href: files.interPhone, media: phone },
    { href: files.interWide, media: wide },
    ...(hasSerif
      ? [
          { href: files.serifPhone, media: phone },
          { href: files.serifWide, media: wide },
        ]
      : []),
  ];
  return wanted.map((file) => (
    <link
      key={file.href}
      rel="preload"
      as="font"
      type="font/woff2"
      crossOrigin="anonymous"
      href={file.href}
      media={file.media}
    />
  ));
}
