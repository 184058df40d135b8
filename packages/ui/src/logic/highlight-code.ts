export type CodeTokenKind = "plain" | "key" | "string" | "number" | "comment" | "function";
export interface CodeToken {
  kind: CodeTokenKind;
  text: string;
}

const words = {
  python:
    "and as assert async await break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return True try while with yield match case",
  javascript:
    "async await break case catch class const continue default delete do else export extends false finally for from function if import in instanceof interface let new null of return static super switch this throw true try type typeof undefined var void while yield as satisfies enum implements",
  rust: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while",
  sql: "select from where group by order having limit offset join left right inner outer on as and or not in is null insert into values update set delete create table index primary key references distinct union all case when then else end desc asc with",
  shell:
    "if then else elif fi for in do done while case esac function return export local set unset echo cd exit",
  generic:
    "abstract bool boolean break case catch char class const continue default do double else enum extends false final float for func function if implements import int interface let long new null package private protected public return short static string struct super switch this throw true try type using var void while",
} as const;

const families: Record<string, keyof typeof words> = {
  python: "python",
  py: "python",
  javascript: "javascript",
  js: "javascript",
  jsx: "javascript",
  typescript: "javascript",
  ts: "javascript",
  tsx: "javascript",
  json: "javascript",
  rust: "rust",
  rs: "rust",
  sql: "sql",
  postgresql: "sql",
  sqlite: "sql",
  bash: "shell",
  sh: "shell",
  shell: "shell",
  zsh: "shell",
  console: "shell",
};

const hashComments = new Set(["python", "shell"]);
const quiet = new Set(["", "text", "txt", "plain", "plaintext", "output", "markdown", "md"]);

/**
 * Colours code well enough to read: comments, strings, numbers, key words and calls. One pass, linear in the length;
 * an unknown language gets the words that most share, plain text none.
 */
export function highlightCode(code: string, language = ""): CodeToken[] {
  const name = language.toLowerCase();
  if (quiet.has(name)) return [{ kind: "plain", text: code }];
  const family = families[name] ?? "generic";
  const keys = new Set<string>(words[family].split(" "));
  const comment = hashComments.has(family)
    ? "#[^\\n]*"
    : family === "sql"
      ? "--[^\\n]*|/\\*[\\s\\S]*?\\*/"
      : "//[^\\n]*|/\\*[\\s\\S]*?\\*/";
  const quotes = family === "python" ? "\"\"\"[\\s\\S]*?\"\"\"|'''[\\s\\S]*?'''|" : "";
  const pattern = new RegExp(
    `(?<comment>${comment})|(?<string>${quotes}"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'|\`(?:[^\`\\\\]|\\\\[\\s\\S])*\`)|(?<number>\\b\\d[\\w.]*)|(?<word>[A-Za-z_$][\\w$]*)`,
    "g",
  );
  const tokens: CodeToken[] = [];
  const push = (kind: CodeTokenKind, text: string): void => {
    const last = tokens[tokens.length - 1];
    if (last && last.kind === kind) last.text += text;
    else if (text) tokens.push({ kind, text });
  };
  let from = 0;
  for (const match of code.matchAll(pattern)) {
    push("plain", code.slice(from, match.index));
    const text = match[0];
    from = match.index + text.length;
    if (match.groups?.["comment"] !== undefined) push("comment", text);
    else if (match.groups?.["string"] !== undefined) push("string", text);
    else if (match.groups?.["number"] !== undefined) push("number", text);
    else if (keys.has(family === "sql" ? text.toLowerCase() : text)) push("key", text);
    else push(code[from] === "(" ? "function" : "plain", text);
  }
  push("plain", code.slice(from));
  return tokens;
}

/** The same tokens, line by line. */
export function highlightLines(code: string, language = ""): CodeToken[][] {
  const lines: CodeToken[][] = [[]];
  for (const token of highlightCode(code.replace(/\r\n?/g, "\n").replace(/\n$/, ""), language)) {
    for (const [index, text] of token.text.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (text) lines[lines.length - 1]?.push({ kind: token.kind, text });
    }
  }
  return lines;
}
