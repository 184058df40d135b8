/**
 * Pandoc and lesson-template syntax that CommonMark does not know, rewritten line by line outside
 * code: fenced divs (`::: name`) become markers, attribute lists and template tags go away.
 */
export const openMarker = "<!--byteos-div-open:";
export const closeMarker = "<!--byteos-div-close-->";

const codeFence = /^ {0,3}(`{3,}|~{3,})/;
const divFence = /^ {0,3}:{3,}\s*(.*?)\s*:*\s*$/;
const templateLine = /^\s*(?:\{%.*%\}|\{\{<.*>\}\}|\{\{%.*%\}\})\s*$/;

const containerMarks = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/;
const oneMark = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/g;
const maxContainers = 40;

/** Parsing time grows with the square of nested quotes and lists, which no text needs beyond a few. */
function withFewContainers(line: string): string {
  const prefix = containerMarks.exec(line)?.[0];
  if (prefix === undefined || prefix.length <= maxContainers) return line;
  const marks = prefix.match(oneMark) ?? [];
  return marks.length <= maxContainers
    ? line
    : marks.slice(0, maxContainers).join("") + line.slice(prefix.length);
}

function divName(rest: string): string {
  const inBraces = /^\{([^}]*)\}/.exec(rest)?.[1];
  const classes =
    inBraces === undefined
      ? []
      : [...inBraces.matchAll(/\.([\w-]+)/g)].map((match) => match[1] ?? "");
  const name = classes.length > 0 ? classes.join(" ") : (/^([\w-]+)/.exec(rest)?.[1] ?? "div");
  return name.replace(/-->/g, "");
}

export function prepareSource(source: string): string {
  const lines = source.replace(/\r\n?/g, "\n").split("\n");
  const out: string[] = [];
  let fence: string | null = null;
  let openDivs = 0;
  for (const line of lines) {
    const found = codeFence.exec(line)?.[1];
    if (fence !== null) {
      out.push(line);
      if (
        found !== undefined &&
        found[0] === fence[0] &&
        found.length >= fence.length &&
        line.trim() === found
      )
        fence = null;
      continue;
    }
    if (found !== undefined) {
      fence = found;
      out.push(
        line.replace(
          /^( {0,3}(?:`{3,}|~{3,}))\s*\{([^}]*)\}\s*$/,
          (_, ticks: string, attributes: string) => {
            const language = /[.=]?([A-Za-z][\w+-]*)/.exec(attributes)?.[1] ?? "";
            return `${ticks}${language}`;
          },
        ),
      );
      continue;
    }
    const div = divFence.exec(line);
    if (div !== null) {
      const rest = div[1] ?? "";
      if (rest !== "") {
        openDivs += 1;
        out.push("", `${openMarker}${divName(rest)}-->`, "");
      } else if (openDivs > 0) {
        openDivs -= 1;
        out.push("", closeMarker, "");
      }
      continue;
    }
    if (templateLine.test(line)) continue;
    out.push(withFewContainers(line));
  }
  for (; openDivs > 0; openDivs -= 1) out.push("", closeMarker);
  return out.join("\n");
}
