import type { DiffHunk, DiffLine, TextDiff } from "@byteos/forge/diff/text-diff";
import { cn } from "@byteos/ui/logic/cn";

const signs = { same: " ", added: "+", removed: "−" } as const;
const grounds = { same: "", added: "bg-correct-soft", removed: "bg-incorrect-soft" } as const;
const words = { same: "", added: "Added: ", removed: "Removed: " } as const;
const mostLines = 2_000;

/** What changed in a text, line by line, with three lines around each change. */
export function TextDiffView({ diff, name }: { diff: TextDiff; name: string }) {
  if (diff.kind === "too-different") {
    return (
      <p className="text-muted px-5 py-4 text-sm">Too much changed to compare it line by line.</p>
    );
  }
  if (diff.hunks.length === 0) {
    return <p className="text-muted px-5 py-4 text-sm">No line is different.</p>;
  }
  const { shown, isCut } = limitLines(diff.hunks);
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={`Changes in ${name}`}
      className="scroll-quiet overflow-x-auto -outline-offset-2!"
    >
      <table
        dir="ltr"
        className="w-full border-collapse font-mono text-[0.8125rem] leading-[22px] [tab-size:4] [font-variant-ligatures:none]"
      >
        {shown.map((hunk) => (
          <tbody key={`${hunk.beforeStart}-${hunk.afterStart}`}>
            <tr className="bg-surface text-muted">
              <th scope="rowgroup" colSpan={4} className="px-5 py-1 text-start text-xs font-normal">
                From line {hunk.afterStart}
              </th>
            </tr>
            {hunk.lines.map((line, at) => (
              <Line key={at} line={line} />
            ))}
          </tbody>
        ))}
      </table>
      {isCut && (
        <p className="text-muted px-5 py-3 font-sans text-xs">Only the first changes are shown.</p>
      )}
    </div>
  );
}

function limitLines(hunks: readonly DiffHunk[]) {
  const shown: DiffHunk[] = [];
  let lines = 0;
  for (const hunk of hunks) {
    if (lines >= mostLines) break;
    shown.push({ ...hunk, lines: hunk.lines.slice(0, mostLines - lines) });
    lines += hunk.lines.length;
  }
  return { shown, isCut: shown.length < hunks.length || lines > mostLines };
}

function Line({ line }: { line: DiffLine }) {
  const number = "text-subtle w-10 min-w-10 px-2 text-end tabular-nums select-none";
  return (
    <tr className={grounds[line.kind]}>
      <td className={cn(number, "ps-4")}>{line.before}</td>
      <td className={number}>{line.after}</td>
      <td aria-hidden className="w-5 text-center select-none">
        {signs[line.kind]}
      </td>
      <td className="pe-5 whitespace-pre">
        <span className="sr-only">{words[line.kind]}</span>
        {line.parts.map((part, at) =>
          part.isChanged ? (
            <Changed key={at} kind={line.kind} text={part.text} />
          ) : (
            <span key={at}>{part.text}</span>
          ),
        )}
      </td>
    </tr>
  );
}

function Changed({ kind, text }: { kind: DiffLine["kind"]; text: string }) {
  return kind === "removed" ? (
    <del className="font-semibold">{text}</del>
  ) : (
    <ins className="font-semibold underline-offset-2">{text}</ins>
  );
}
