/**
 * The one source of every colour. `styles/tokens.css` is written from it by `scripts/write-tokens.ts`;
 * components reach these values through semantic names only.
 */

/** Layer 1: primitives. Never used by a component. */
export const primitiveColors = {
  "zinc-0": "#ffffff",
  "zinc-50": "#f7f7f8",
  "zinc-100": "#f0f0f2",
  "zinc-150": "#e7e7ea",
  "zinc-300": "#c9c9d0",
  "zinc-450": "#85858f",
  "zinc-550": "#62626c",
  "zinc-600": "#52525b",
  "zinc-900": "#18181b",
  "night-950": "#0e0e12",
  "night-900": "#18181f",
  "night-850": "#202029",
  "night-800": "#2a2a34",
  "night-700": "#383843",
  "night-500": "#74747f",
  "night-350": "#96969f",
  "night-300": "#a1a1aa",
  "night-50": "#f4f4f5",
  "indigo-50": "#eef0fe",
  "indigo-100": "#dfe3fd",
  "indigo-200": "#bcc4f9",
  "indigo-250": "#bcc7fd",
  "indigo-300": "#a5b4fc",
  "indigo-450": "#5d5ad8",
  "indigo-500": "#4f46e5",
  "indigo-600": "#4338ca",
  "indigo-700": "#3730a3",
  "indigo-950": "#1e1b4b",
  "green-50": "#edf8f0",
  "green-200": "#b5e2c3",
  "green-400": "#4ade80",
  "green-700": "#15803d",
  "green-800": "#146c36",
  "green-950": "#10271a",
  "red-50": "#fdf0f0",
  "red-200": "#f3c3c3",
  "red-400": "#f87171",
  "red-700": "#b91c1c",
  "red-950": "#321719",
  "amber-50": "#fdf5e4",
  "amber-100": "#fbe8b4",
  "amber-200": "#f0d49a",
  "amber-400": "#fbbf24",
  "amber-700": "#b45309",
  "amber-800": "#954508",
  "amber-950": "#2d220d",
  "sky-50": "#edf6fc",
  "sky-200": "#b6dcf3",
  "sky-400": "#38bdf8",
  "sky-700": "#0369a1",
  "sky-950": "#0c2536",
  "teal-50": "#e0f3ef",
  "teal-300": "#5eead4",
  "teal-700": "#0f766e",
  "teal-950": "#11302c",
  "plum-50": "#f9e6ee",
  "plum-300": "#f5a3c7",
  "plum-700": "#9d2463",
  "plum-950": "#381b2a",
} as const;

export type PrimitiveColor = keyof typeof primitiveColors;
export type ThemeName = "light" | "dark";

type Row = readonly [light: PrimitiveColor | `#${string}`, dark: PrimitiveColor | `#${string}`];

/** Layer 2: semantic colours, light and dark. */
export const semanticColors = {
  bg: ["zinc-0", "night-950"],
  surface: ["zinc-50", "night-900"],
  "surface-2": ["zinc-100", "night-850"],
  hover: ["zinc-100", "night-800"],
  raised: ["zinc-0", "night-900"],
  selected: ["zinc-0", "night-700"],
  fg: ["zinc-900", "night-50"],
  muted: ["zinc-600", "night-300"],
  subtle: ["zinc-550", "night-350"],
  line: ["zinc-150", "night-800"],
  "line-strong": ["zinc-300", "night-700"],
  control: ["zinc-450", "night-500"],
  primary: ["indigo-600", "indigo-300"],
  "primary-hover": ["indigo-700", "indigo-250"],
  "on-primary": ["zinc-0", "indigo-950"],
  "primary-soft": ["indigo-50", "#22213d"],
  "primary-soft-fg": ["indigo-700", "#c7d0fe"],
  "primary-line": ["indigo-200", "#45437c"],
  ring: ["indigo-500", "indigo-300"],
  correct: ["green-700", "green-400"],
  "correct-soft": ["green-50", "green-950"],
  "correct-line": ["green-200", "#245a39"],
  "correct-fg": ["green-800", "green-400"],
  incorrect: ["red-700", "red-400"],
  "incorrect-soft": ["red-50", "red-950"],
  "incorrect-line": ["red-200", "#6b2c2e"],
  "incorrect-fg": ["red-700", "#fb9090"],
  warning: ["amber-700", "amber-400"],
  "warning-soft": ["amber-50", "amber-950"],
  "warning-line": ["amber-200", "#5c4515"],
  "warning-fg": ["amber-800", "amber-400"],
  info: ["sky-700", "sky-400"],
  "info-soft": ["sky-50", "sky-950"],
  "info-line": ["sky-200", "#1c4c69"],
  "info-fg": ["sky-700", "sky-400"],
  mark: ["amber-100", "#4b3b11"],
  "mark-edge": ["amber-700", "amber-400"],
  add: ["#dff4e5", "#143522"],
  "add-fg": ["#11592d", "#86efac"],
  del: ["#fbe2e2", "#431d1f"],
  "del-fg": ["#991b1b", "#fca5a5"],
  "block-text": ["zinc-600", "night-300"],
  "block-media": ["plum-700", "plum-300"],
  "block-code": ["teal-700", "teal-300"],
  "block-note": ["amber-700", "amber-400"],
  "block-question": ["indigo-600", "indigo-300"],
  "block-source": ["sky-700", "sky-400"],
  "chart-1": ["indigo-600", "indigo-300"],
  "chart-2": ["teal-700", "teal-300"],
  "chart-3": ["amber-700", "amber-400"],
  "chart-4": ["plum-700", "plum-300"],
  "chart-5": ["sky-700", "sky-400"],
  "chart-mute": ["#c3c6d4", "#474754"],
  "chart-grid": ["zinc-150", "night-800"],
  "chart-band": ["indigo-100", "#302f56"],
  "heat-1": ["#f2f3fe", "#1d1d2b"],
  "heat-2": ["#dde1fd", "#292849"],
  "heat-3": ["#b3bbf6", "#3d3b78"],
  "heat-4": ["indigo-450", "#8b93ea"],
  "heat-5": ["#3a30b5", "#b9c4fd"],
  "heat-fg-lo": ["zinc-900", "night-50"],
  "heat-fg-hi": ["zinc-0", "#14132f"],
  "cover-1": ["#e8ebfd", "#21203f"],
  "cover-1-ink": ["indigo-600", "indigo-300"],
  "cover-2": ["teal-50", "teal-950"],
  "cover-2-ink": ["teal-700", "teal-300"],
  "cover-3": ["#fbecd0", "#33260f"],
  "cover-3-ink": ["#96470a", "amber-400"],
  "cover-4": ["plum-50", "plum-950"],
  "cover-4-ink": ["plum-700", "plum-300"],
  "cover-5": ["#dfeffa", "#0f293b"],
  "cover-5-ink": ["#075985", "#7dd3fc"],
  "syntax-key": ["indigo-600", "indigo-300"],
  "syntax-string": ["green-800", "#86efac"],
  "syntax-number": ["amber-800", "#fcd34d"],
  "syntax-comment": ["zinc-550", "night-350"],
  "syntax-function": ["#075985", "#7dd3fc"],
} as const satisfies Record<string, Row>;

export type SemanticColor = keyof typeof semanticColors;

/** Values that carry alpha or several parts, as written into the theme blocks. */
const semanticEffects: Record<string, readonly [light: string, dark: string]> = {
  scrim: ["rgb(24 24 27 / 0.4)", "rgb(0 0 0 / 0.6)"],
  "elevation-1": ["0 1px 2px rgb(24 24 27 / 0.05)", "0 1px 2px rgb(0 0 0 / 0.4)"],
  "elevation-2": [
    "0 1px 2px rgb(24 24 27 / 0.04), 0 4px 16px rgb(24 24 27 / 0.06)",
    "0 1px 2px rgb(0 0 0 / 0.4), 0 4px 16px rgb(0 0 0 / 0.3)",
  ],
  "elevation-3": [
    "0 2px 6px rgb(24 24 27 / 0.06), 0 12px 32px rgb(24 24 27 / 0.14)",
    "0 2px 6px rgb(0 0 0 / 0.4), 0 16px 40px rgb(0 0 0 / 0.6)",
  ],
  "button-edge": ["rgb(30 27 75 / 0.28)", "rgb(30 27 75 / 0.4)"],
};

export interface ContrastPair {
  readonly ink: SemanticColor;
  readonly on: readonly SemanticColor[];
  /** WCAG 2.2 contrast ratio that must be reached. */
  readonly atLeast: 4.5 | 3;
}

const page: readonly SemanticColor[] = ["bg", "surface", "raised"];
const quiet: readonly SemanticColor[] = [...page, "surface-2", "hover", "selected"];

/** Every ink and ground that components put together. */
export const contrastPairs: readonly ContrastPair[] = [
  {
    ink: "fg",
    on: [
      ...quiet,
      "primary-soft",
      "correct-soft",
      "incorrect-soft",
      "warning-soft",
      "info-soft",
      "mark",
    ],
    atLeast: 4.5,
  },
  { ink: "bg", on: ["fg", "correct", "incorrect"], atLeast: 4.5 },
  {
    ink: "muted",
    on: [...quiet, "primary-soft", "warning-soft", "info-soft", "correct-soft", "incorrect-soft"],
    atLeast: 4.5,
  },
  { ink: "subtle", on: [...page, "surface-2"], atLeast: 4.5 },
  { ink: "primary", on: [...page, "surface-2", "primary-soft"], atLeast: 4.5 },
  { ink: "on-primary", on: ["primary", "primary-hover"], atLeast: 4.5 },
  { ink: "primary-soft-fg", on: ["primary-soft"], atLeast: 4.5 },
  { ink: "correct-fg", on: [...page, "correct-soft"], atLeast: 4.5 },
  { ink: "incorrect-fg", on: [...page, "incorrect-soft", "hover"], atLeast: 4.5 },
  { ink: "warning-fg", on: [...page, "warning-soft"], atLeast: 4.5 },
  { ink: "info-fg", on: [...page, "info-soft"], atLeast: 4.5 },
  { ink: "add-fg", on: ["add"], atLeast: 4.5 },
  { ink: "del-fg", on: ["del"], atLeast: 4.5 },
  { ink: "block-text", on: quiet, atLeast: 4.5 },
  { ink: "block-media", on: page, atLeast: 4.5 },
  { ink: "block-code", on: page, atLeast: 4.5 },
  { ink: "block-note", on: [...page, "warning-soft"], atLeast: 4.5 },
  { ink: "block-question", on: page, atLeast: 4.5 },
  { ink: "block-source", on: page, atLeast: 4.5 },
  { ink: "heat-fg-lo", on: ["heat-1", "heat-2", "heat-3"], atLeast: 4.5 },
  { ink: "heat-fg-hi", on: ["heat-4", "heat-5"], atLeast: 4.5 },
  { ink: "cover-1-ink", on: ["cover-1"], atLeast: 4.5 },
  { ink: "cover-2-ink", on: ["cover-2"], atLeast: 4.5 },
  { ink: "cover-3-ink", on: ["cover-3"], atLeast: 4.5 },
  { ink: "cover-4-ink", on: ["cover-4"], atLeast: 4.5 },
  { ink: "cover-5-ink", on: ["cover-5"], atLeast: 4.5 },
  { ink: "syntax-key", on: page, atLeast: 4.5 },
  { ink: "syntax-string", on: page, atLeast: 4.5 },
  { ink: "syntax-number", on: page, atLeast: 4.5 },
  { ink: "syntax-comment", on: page, atLeast: 4.5 },
  { ink: "syntax-function", on: page, atLeast: 4.5 },
  { ink: "control", on: [...page, "surface-2"], atLeast: 3 },
  { ink: "ring", on: [...page, "surface-2"], atLeast: 3 },
  { ink: "correct", on: [...page, "correct-soft"], atLeast: 3 },
  { ink: "incorrect", on: [...page, "incorrect-soft"], atLeast: 3 },
  { ink: "warning", on: [...page, "warning-soft"], atLeast: 3 },
  { ink: "info", on: [...page, "info-soft"], atLeast: 3 },
  { ink: "mark-edge", on: [...page, "mark"], atLeast: 3 },
  { ink: "chart-1", on: page, atLeast: 3 },
  { ink: "chart-2", on: page, atLeast: 3 },
  { ink: "chart-3", on: page, atLeast: 3 },
  { ink: "chart-4", on: page, atLeast: 3 },
  { ink: "chart-5", on: page, atLeast: 3 },
];

/** The whole of `styles/tokens.css`. */
export function renderTokensCss(): string {
  const block = (theme: ThemeName, indent: string): string => {
    const index = theme === "light" ? 0 : 1;
    const colors = Object.entries(semanticColors).map(([name, row]) => {
      const value: string = row[index];
      return `${indent}--${name}: ${value.startsWith("#") ? value : `var(--${value})`};`;
    });
    const effects = Object.entries(semanticEffects).map(
      ([name, row]) => `${indent}--${name}: ${row[index]};`,
    );
    return [`${indent}color-scheme: ${theme};`, ...colors, ...effects].join("\n");
  };
  const primitives = Object.entries(primitiveColors).map(
    ([name, value]) => `  --${name}: ${value};`,
  );
  return `/* Written by scripts/write-tokens.ts from logic/tokens.ts. Change the colours there. */

/* Layer 1: primitives */
:root {
${primitives.join("\n")}
}

/* Layer 2: semantic. Light is the default; dark by system, then either by choice. */
:root,
[data-theme="light"] {
${block("light", "  ")}
}

@media (prefers-color-scheme: dark) {
  :root:not([data-theme]) {
${block("dark", "    ")}
  }
}

[data-theme="dark"] {
${block("dark", "  ")}
}

/* Paper is always light. */
@media print {
  :root,
  :root:not([data-theme]),
  [data-theme] {
${block("light", "    ")}
  }
}
`;
}
