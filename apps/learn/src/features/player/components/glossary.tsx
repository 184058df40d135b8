import type { KeyTerm } from "@byteos/contracts/module-content";
import ChevronDown from "lucide-react/icons/chevron-down";

/** The module's key terms with their definitions, closed until wanted where there are many. */
export function Glossary({ terms }: { terms: readonly KeyTerm[] }) {
  if (terms.length === 0) return null;
  return (
    <section aria-labelledby="key-terms" className="mt-14 font-sans">
      <details className="group" open={terms.length <= 8}>
        <summary className="flex cursor-pointer list-none items-center gap-2 [&::-webkit-details-marker]:hidden">
          <h2 id="key-terms" className="text-base font-semibold">
            Key terms
          </h2>
          <span className="text-muted text-sm tabular-nums">{terms.length}</span>
          <ChevronDown
            aria-hidden
            className="icon-18 text-muted duration-popover ms-auto transition-transform group-open:rotate-180"
          />
        </summary>
        <dl className="mt-3 grid">
          {terms.map((term, index) => (
            <div
              key={term.id}
              className={`grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[12rem_minmax(0,1fr)] ${index === 0 ? "" : "border-line border-t"}`}
            >
              <dt className="text-sm font-medium">{term.term}</dt>
              <dd className="text-muted text-sm text-pretty">{term.definition}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
