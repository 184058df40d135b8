import type { CalloutVariant } from "./draft-element.ts";

interface NamedCallout {
  readonly variant: CalloutVariant;
  /** Shown when the call-out brings no heading of its own. */
  readonly title: string;
}

/** Names of fenced divs, classes and alerts that lesson authors use. */
const calloutByName: Readonly<Record<string, NamedCallout>> = {
  note: { variant: "note", title: "Note" },
  info: { variant: "note", title: "Information" },
  important: { variant: "note", title: "Important" },
  callout: { variant: "note", title: "Note" },
  admonition: { variant: "note", title: "Note" },
  sidebar: { variant: "note", title: "Sidebar" },
  aside: { variant: "note", title: "Aside" },
  box: { variant: "note", title: "Note" },
  objectives: { variant: "note", title: "Objectives" },
  questions: { variant: "note", title: "Questions" },
  keypoints: { variant: "note", title: "Key points" },
  prereq: { variant: "note", title: "Prerequisites" },
  prerequisites: { variant: "note", title: "Prerequisites" },
  checklist: { variant: "note", title: "Checklist" },
  instructor: { variant: "note", title: "Instructor note" },
  spoiler: { variant: "note", title: "More" },
  discussion: { variant: "exercise", title: "Discussion" },
  challenge: { variant: "exercise", title: "Exercise" },
  exercise: { variant: "exercise", title: "Exercise" },
  solution: { variant: "example", title: "Solution" },
  answer: { variant: "example", title: "Answer" },
  example: { variant: "example", title: "Example" },
  tip: { variant: "tip", title: "Tip" },
  hint: { variant: "tip", title: "Hint" },
  warning: { variant: "warning", title: "Warning" },
  caution: { variant: "warning", title: "Caution" },
  danger: { variant: "warning", title: "Warning" },
  attention: { variant: "warning", title: "Attention" },
};

export function calloutNamed(name: string): NamedCallout | null {
  return calloutByName[name.toLowerCase()] ?? null;
}

/** The call-out that a list of class names means, `alert-warning` and `callout-tip` included. */
export function calloutOf(names: readonly string[]): NamedCallout | null {
  let found: NamedCallout | null = null;
  for (const name of names) {
    const suffix = /^(?:callout|admonition|alert|markdown-alert|box|hint)-(\w+)$/i.exec(name)?.[1];
    const callout = calloutNamed(suffix ?? name);
    // A precise name ("warning") says more than the general one beside it ("admonition").
    if (callout !== null && (found === null || found.title === "Note")) found = callout;
  }
  return found;
}
