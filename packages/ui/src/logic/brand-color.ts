import { contrastRatio, formatHex, mixColors, parseHex, type Rgb } from "./contrast.ts";
import { primitiveColors, semanticColors, type SemanticColor, type ThemeName } from "./tokens.ts";

export interface BrandColor {
  /** For buttons, links and the current place. At least 4.5:1 on every ground where it stands. */
  primary: string;
  /** Text on `primary`, at least 4.5:1. */
  onPrimary: string;
  /** True when the organisation's colour had to change to be read; the admin is told. */
  adjusted: boolean;
}

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

function semanticRgb(name: SemanticColor, theme: ThemeName): Rgb {
  const value: string = semanticColors[name][theme === "light" ? 0 : 1];
  const hex = value.startsWith("#")
    ? value
    : primitiveColors[value as keyof typeof primitiveColors];
  const rgb = parseHex(hex);
  if (!rgb) throw new Error(`Token ${name} is not a colour: ${hex}`);
  return rgb;
}

/** Where the brand colour stands as text, in the order of the surfaces. */
const grounds = ["bg", "surface", "raised", "surface-2"] as const;

function reads(ink: Rgb, theme: ThemeName): boolean {
  return grounds.every((ground) => contrastRatio(ink, semanticRgb(ground, theme)) >= 4.5);
}

/**
 * The nearest colour to an organisation's own that can be read in the theme: it is mixed with black
 * (light theme) or white (dark theme) in steps of 2% until every ground gives 4.5:1.
 * Throws for anything but a hex colour.
 */
export function adjustBrandColor(hex: string, theme: ThemeName = "light"): BrandColor {
  const wanted = parseHex(hex);
  if (!wanted) throw new Error("A brand colour is written as #rrggbb");
  const toward = theme === "light" ? black : white;
  let primary = wanted;
  for (let step = 1; !reads(primary, theme) && step <= 50; step += 1) {
    primary = mixColors(toward, wanted, step * 0.02);
  }
  const tinted = mixColors(primary, theme === "light" ? white : black, 0.25);
  const candidates = theme === "light" ? [white, black] : [tinted, black, white];
  const onPrimary =
    candidates.find((ink) => contrastRatio(ink, primary) >= 4.5) ??
    candidates.reduce((best, ink) =>
      contrastRatio(ink, primary) > contrastRatio(best, primary) ? ink : best,
    );
  return {
    primary: formatHex(primary),
    onPrimary: formatHex(onPrimary),
    adjusted: formatHex(primary) !== formatHex(wanted),
  };
}

/** The tokens that a brand colour replaces, for one theme. */
function brandTokens(hex: string, theme: ThemeName): Record<string, string> {
  const { primary, onPrimary } = adjustBrandColor(hex, theme);
  const ink = parseHex(primary) ?? black;
  const page = semanticRgb("bg", theme);
  const stronger = mixColors(theme === "light" ? black : white, ink, 0.16);
  return {
    primary,
    "primary-hover": formatHex(stronger),
    "on-primary": onPrimary,
    "primary-soft": formatHex(mixColors(ink, page, theme === "light" ? 0.08 : 0.16)),
    "primary-soft-fg": formatHex(stronger),
    "primary-line": formatHex(mixColors(ink, page, 0.32)),
    ring: primary,
    "chart-1": primary,
    "chart-band": formatHex(mixColors(ink, page, 0.2)),
    "block-question": primary,
  };
}

/** A stylesheet that puts an organisation's colour in place of ours, in both themes. Safe to write into <style>. */
export function renderBrandCss(hex: string): string {
  const block = (theme: ThemeName): string =>
    Object.entries(brandTokens(hex, theme))
      .map(([name, value]) => `--${name}:${value}`)
      .join(";");
  const light = block("light");
  const dark = block("dark");
  return [
    `:root,[data-theme="light"]{${light}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme]){${dark}}}`,
    `[data-theme="dark"]{${dark}}`,
    `@media print{:root,:root:not([data-theme]),[data-theme]{${light}}}`,
  ].join("\n");
}
