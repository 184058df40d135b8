import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import type { CodeToken, CodeTokenKind } from "./highlight-code.ts";

/** Loaded one by one, when a file of that language is looked at. */
const languages = {
  bash: () => import("shiki/langs/bash.mjs"),
  c: () => import("shiki/langs/c.mjs"),
  cpp: () => import("shiki/langs/cpp.mjs"),
  css: () => import("shiki/langs/css.mjs"),
  docker: () => import("shiki/langs/docker.mjs"),
  go: () => import("shiki/langs/go.mjs"),
  html: () => import("shiki/langs/html.mjs"),
  java: () => import("shiki/langs/java.mjs"),
  javascript: () => import("shiki/langs/javascript.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  julia: () => import("shiki/langs/julia.mjs"),
  markdown: () => import("shiki/langs/markdown.mjs"),
  python: () => import("shiki/langs/python.mjs"),
  r: () => import("shiki/langs/r.mjs"),
  rust: () => import("shiki/langs/rust.mjs"),
  sql: () => import("shiki/langs/sql.mjs"),
  toml: () => import("shiki/langs/toml.mjs"),
  tsx: () => import("shiki/langs/tsx.mjs"),
  typescript: () => import("shiki/langs/typescript.mjs"),
  xml: () => import("shiki/langs/xml.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
} as const;
type Language = keyof typeof languages;

const languageByEnding: Readonly<Record<string, Language>> = {
  sh: "bash",
  bash: "bash",
  zsh: "bash",
  c: "c",
  h: "c",
  cc: "cpp",
  cpp: "cpp",
  hpp: "cpp",
  cu: "cpp",
  css: "css",
  dockerfile: "docker",
  go: "go",
  htm: "html",
  html: "html",
  java: "java",
  cjs: "javascript",
  js: "javascript",
  jsx: "tsx",
  mjs: "javascript",
  json: "json",
  jl: "julia",
  markdown: "markdown",
  md: "markdown",
  py: "python",
  pyi: "python",
  r: "r",
  rs: "rust",
  sql: "sql",
  toml: "toml",
  cts: "typescript",
  mts: "typescript",
  ts: "typescript",
  tsx: "tsx",
  svg: "xml",
  xml: "xml",
  yaml: "yaml",
  yml: "yaml",
};

const theme = createCssVariablesTheme({ name: "tokens", variablePrefix: "--", fontStyle: false });
const kindByColour: Readonly<Record<string, CodeTokenKind>> = {
  "var(--token-keyword)": "key",
  "var(--token-constant)": "number",
  "var(--token-string)": "string",
  "var(--token-string-expression)": "string",
  "var(--token-comment)": "comment",
  "var(--token-function)": "function",
};
const linesAtOnce = 400;
const longestLine = 2_000;

let opening: Promise<HighlighterCore> | undefined;

function open(): Promise<HighlighterCore> {
  opening ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  return opening;
}

/** Null for a file whose language is not known. */
export function languageOf(ending: string): Language | null {
  return languageByEnding[ending] ?? null;
}

/**
 * Colours lines of code in slices, so that a long file holds nobody up, and hands each over. Ends early when
 * `signal` says so.
 */
export async function colourLines(
  lines: readonly string[],
  language: Language,
  onLines: (from: number, lines: readonly CodeToken[][]) => void,
  signal: AbortSignal,
): Promise<void> {
  const highlighter = await open();
  await highlighter.loadLanguage(languages[language]);
  let state: ReturnType<HighlighterCore["codeToTokens"]>["grammarState"];
  for (let from = 0; from < lines.length && !signal.aborted; from += linesAtOnce) {
    const slice = lines.slice(from, from + linesAtOnce);
    const { tokens, grammarState } = highlighter.codeToTokens(slice.join("\n"), {
      lang: language,
      theme: "tokens",
      tokenizeMaxLineLength: longestLine,
      ...(state === undefined ? {} : { grammarState: state }),
    });
    state = grammarState;
    onLines(
      from,
      tokens.map((line) =>
        line.map(({ content, color }) => ({
          kind: kindByColour[color ?? ""] ?? "plain",
          text: content,
        })),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve));
  }
}
