import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, relative, resolve } from "node:path";
import { isAppError } from "@byteos/contracts/errors";
import { DocumentId } from "@byteos/contracts/ids";
import { buildDraft } from "@byteos/courseware/draft/build-draft";
import { parseDocument } from "@byteos/courseware/import/parse-document";
import { proposeOutline, type SourceDocument } from "@byteos/courseware/outline/propose-outline";
import { findThinModules } from "./import/find-thin-modules.ts";
import { measureDraft } from "./import/measure-draft.ts";
import { readSourceText } from "./import/source-words.ts";
import { stableUuid } from "./import/stable-uuid.ts";

/**
 * npm run eval:import -- FILE… | FOLDER: reads each file into a course draft and measures what arrived.
 * Figures go to stdout as one JSON object in the last line, all else to stderr.
 */
const extensions = new Set([".pdf", ".docx", ".md", ".markdown", ".html", ".htm"]);

async function listFiles(argument: string): Promise<string[]> {
  const path = resolve(argument);
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter(
      (entry) =>
        entry.isFile() &&
        extensions.has(extname(entry.name).toLowerCase()) &&
        entry.name !== "README.md",
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function evaluate(path: string) {
  const file = relative(process.cwd(), path);
  const bytes = await readFile(path);
  const startedAt = performance.now();
  try {
    const { document } = await parseDocument({ fileName: path, bytes });
    const source: SourceDocument = { id: DocumentId.parse(stableUuid(path)), document };
    const outline = proposeOutline([source]);
    const modules = buildDraft({ outline, documents: [source], assetOf: () => null, seed: file });
    const ms = Math.round(performance.now() - startedAt);
    const expected = await readSourceText(extname(path).slice(1).toLowerCase(), bytes);
    const measured = measureDraft({ source, modules, expected });
    return {
      file,
      ok: true,
      title: outline.title,
      modules: modules.length,
      ...measured,
      /** Modules with fewer than 5 questions, and why. */
      thinModules: findThinModules(outline, source, file),
      ms,
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return {
      file,
      ok: false,
      error: error.code,
      title: "",
      modules: 0,
      blocks: 0,
      words: 0,
      coverage: 0,
      headingsFound: 0,
      sourcesResolved: 0,
      questions: 0,
      thinModules: [],
      ms: Math.round(performance.now() - startedAt),
    };
  }
}

const paths = (await Promise.all(process.argv.slice(2).map(listFiles))).flat();
if (paths.length === 0) {
  process.stderr.write("Name at least one file or folder: npm run eval:import -- FILE…\n");
  process.exit(2);
}
const files: Awaited<ReturnType<typeof evaluate>>[] = [];
process.stderr.write(
  `${"coverage".padStart(9)}${"headings".padStart(9)}${"sources".padStart(9)}${"modules".padStart(8)}${"blocks".padStart(7)}${"questions".padStart(10)}${"words".padStart(7)}${"ms".padStart(7)}  file\n`,
);
for (const path of paths) {
  const result = await evaluate(path);
  files.push(result);
  const {
    ok,
    coverage,
    headingsFound,
    sourcesResolved,
    modules,
    blocks,
    questions,
    words,
    ms,
    file,
  } = result;
  const figures = ok
    ? `${coverage.toFixed(4).padStart(9)}${headingsFound.toFixed(3).padStart(9)}${sourcesResolved.toFixed(3).padStart(9)}${String(modules).padStart(8)}${String(blocks).padStart(7)}${String(questions).padStart(10)}${String(words).padStart(7)}${String(ms).padStart(7)}`
    : `${("error" in result ? result.error : "").padStart(64)}${String(ms).padStart(7)}`;
  process.stderr.write(`${figures}  ${file}\n`);
  for (const thin of result.thinModules) {
    process.stderr.write(
      `${String(thin.questions).padStart(51)}  ${thin.why}: ${thin.statements} of ${thin.sentences} sentences, in “${thin.title}”\n`,
    );
  }
}
const total = files.reduce((sum, { modules }) => sum + modules, 0);
const thin = files.reduce((sum, { thinModules }) => sum + thinModules.length, 0);
process.stderr.write(`${total - thin} of ${total} modules have at least 5 questions\n`);
process.stdout.write(`${JSON.stringify({ files })}\n`);
