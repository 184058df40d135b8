import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const families = { sans: "inter", serif: "source-serif-4" } as const;
export type FontFamily = keyof typeof families;
export interface FontFace {
  readonly family: FontFamily;
  readonly weight: 400 | 500 | 600;
  readonly isItalic?: boolean;
}

export interface FontRun {
  readonly text: string;
  /** Registered name of the face and subset. */
  readonly font: string;
  readonly file: string;
}

type Range = readonly [first: number, last: number];

/** Later subsets are asked only for what the earlier ones lack. */
const subsetOrder = [
  "latin",
  "latin-ext",
  "vietnamese",
  "cyrillic",
  "cyrillic-ext",
  "greek",
  "greek-ext",
] as const;

/** The nearest node_modules above the running process that holds the package. */
function findPackage(name: string): string {
  let folder = /* turbopackIgnore: true */ process.cwd();
  for (;;) {
    const candidate = join(/* turbopackIgnore: true */ folder, "node_modules", "@fontsource", name);
    if (existsSync(candidate)) return candidate;
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`The font package @fontsource/${name} is not installed`);
    folder = parent;
  }
}

function parseRanges(text: string): Range[] {
  return text.split(",").map((part) => {
    const [first = "0", last = first] = part.trim().replace(/^U\+/i, "").split("-");
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
  });
}

const packages = new Map<FontFamily, { folder: string; subsets: Map<string, Range[]> }>();
function loadFamily(family: FontFamily) {
  const known = packages.get(family);
  if (known) return known;
  const folder = findPackage(families[family]);
  const unicode = JSON.parse(readFileSync(join(folder, "unicode.json"), "utf8")) as Record<
    string,
    string
  >;
  const subsets = new Map(Object.entries(unicode).map(([name, text]) => [name, parseRanges(text)]));
  const loaded = { folder, subsets };
  packages.set(family, loaded);
  return loaded;
}

/**
 * Splits a text into runs that one embedded font can draw: Latin, Vietnamese, Cyrillic and Greek.
 * A character of another script is drawn with the Latin face's missing-glyph box and kept as text.
 */
export function splitByFont(text: string, face: FontFace): FontRun[] {
  const { folder, subsets } = loadFamily(face.family);
  const style = face.isItalic === true ? "italic" : "normal";
  const subsetOf = (codePoint: number) =>
    subsetOrder.find((name) =>
      subsets.get(name)?.some(([first, last]) => codePoint >= first && codePoint <= last),
    ) ?? "latin";
  const runs: { text: string; subset: string }[] = [];
  for (const character of text) {
    const current = runs.at(-1);
    const subset = subsetOf(character.codePointAt(0) ?? 0);
    // Spaces and combining marks stay with the run they follow, so that words keep together.
    const belongs =
      current !== undefined && (subset === current.subset || /[\s\p{M}]/u.test(character));
    if (belongs) current.text += character;
    else runs.push({ text: character, subset });
  }
  return runs.map((run) => ({
    text: run.text,
    font: `${face.family}-${run.subset}-${face.weight}-${style}`,
    file: join(
      folder,
      "files",
      `${families[face.family]}-${run.subset}-${face.weight}-${style}.woff`,
    ),
  }));
}
