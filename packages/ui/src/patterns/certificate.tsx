import Check from "lucide-react/icons/check";
import CircleCheck from "lucide-react/icons/circle-check";
import Clock from "lucide-react/icons/clock";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";
import { createRosette } from "../logic/cover.ts";

const states = {
  valid: {
    Icon: Check,
    ground: "bg-correct-soft",
    disc: "bg-correct",
    ink: "text-correct-fg",
    word: "Valid and current",
  },
  expired: {
    Icon: Clock,
    ground: "bg-warning-soft",
    disc: "bg-warning",
    ink: "text-warning-fg",
    word: "Expired",
  },
  revoked: {
    Icon: X,
    ground: "bg-incorrect-soft",
    disc: "bg-incorrect",
    ink: "text-incorrect-fg",
    word: "Revoked",
  },
  unknown: { Icon: X, ground: "bg-surface", disc: "bg-control", ink: "text-fg", word: "Not found" },
} as const;

export interface CertificateStateProps {
  state: keyof typeof states;
  /** In place of the standing words. */
  title?: string;
  /** When and against what it was checked. */
  children: ReactNode;
  actions?: ReactNode;
}

/** The answer of a verification, first on its page. */
export function CertificateState({ state, title, children, actions }: CertificateStateProps) {
  const { Icon, ground, disc, ink, word } = states[state];
  return (
    <div
      className={cn(
        "flex items-center gap-5 rounded-card px-6 py-5 max-md:flex-wrap max-md:items-start max-md:gap-x-3.5 max-md:gap-y-3 max-md:p-4",
        ground,
      )}
    >
      <span
        aria-hidden
        className={cn(
          "grid size-12 shrink-0 place-items-center rounded-pill text-bg [--icon-size:28px] [--icon-stroke:2.25] max-md:size-10",
          disc,
        )}
      >
        <Icon />
      </span>
      <div className="min-w-0 flex-1">
        <h1 className={cn("text-xl font-semibold", ink)}>{title ?? word}</h1>
        <p className="mt-0.5 text-sm text-pretty">{children}</p>
      </div>
      {actions ? (
        <div data-print="hide" className="flex shrink-0 gap-2 max-md:w-full max-md:[&>*]:flex-1">
          {actions}
        </div>
      ) : null}
    </div>
  );
}

export interface CertificateSheetProps {
  organisation: string;
  /** The organisation's mark, 36 px. */
  logo?: ReactNode;
  learner: string;
  /** The course or path. */
  title: string;
  /** What the person can now do. */
  description?: string;
  facts: readonly { label: string; value: ReactNode }[];
  /** The code: it draws the rosette. */
  seed: string;
  words?: { certify: string; standard: string };
  /** At the foot: QR and code, for paper. */
  children?: ReactNode;
  className?: string;
}

const english = { certify: "This is to certify that", standard: "has met the standard for" };

export function CertificateSheet({
  organisation,
  logo,
  learner,
  title,
  description,
  facts,
  seed,
  words = english,
  children,
  className,
}: CertificateSheetProps) {
  return (
    <section
      aria-label="Certificate"
      className={cn(
        "relative overflow-hidden rounded-card border border-line-strong bg-raised px-16 pt-14 pb-10 shadow-2 print:break-inside-avoid print:px-12 print:pt-10 print:pb-8 print:shadow-none max-md:px-6 max-md:pt-8 max-md:pb-7",
        className,
      )}
    >
      <div
        aria-hidden
        className="rounded-control border-line absolute inset-2 overflow-hidden border"
      >
        <svg
          viewBox="0 0 400 400"
          fill="none"
          stroke="currentColor"
          strokeWidth={0.7}
          className="text-primary-line absolute -end-30 -top-36 size-124 opacity-70 [print-color-adjust:exact] max-md:-end-32 max-md:-top-30 max-md:size-58"
        >
          {createRosette(seed).map((path, index) => (
            <path key={index} d={path} />
          ))}
        </svg>
      </div>
      <div className="relative">
        <p className="flex items-center gap-3 text-base font-semibold">
          {logo}
          {organisation}
        </p>
        <p className="text-muted mt-12 font-serif text-base italic max-md:mt-8">{words.certify}</p>
        <p className="text-certificate mt-1 font-serif font-semibold text-balance max-md:text-[2rem] max-md:leading-9">
          {learner}
        </p>
        <p className="text-muted mt-5 font-serif text-base italic max-md:mt-4">{words.standard}</p>
        <h2 className="mt-1 font-serif text-2xl font-semibold max-md:text-xl">{title}</h2>
        {description ? (
          <p className="text-muted mt-3 max-w-[60ch] text-base text-pretty max-md:text-sm">
            {description}
          </p>
        ) : null}
        <dl className="border-line mt-10 flex flex-wrap gap-x-12 gap-y-4 border-t pt-6 max-md:mt-7 max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:pt-5">
          {facts.map((fact) => (
            <div key={fact.label}>
              <dt className="text-muted text-xs">{fact.label}</dt>
              <dd className="mt-0.5 text-base font-medium tabular-nums max-md:text-sm">
                {fact.value}
              </dd>
            </div>
          ))}
        </dl>
        {children}
      </div>
    </section>
  );
}

export interface ProofListProps {
  items: readonly { title: ReactNode; detail?: ReactNode }[];
}

/** What a certificate stands on, ticked. */
export function ProofList({ items }: ProofListProps) {
  return (
    <ul className="grid content-start gap-3 text-sm print:gap-2">
      {items.map((item, index) => (
        <li key={index} className="icon-20 grid grid-cols-[1.25rem_minmax(0,1fr)] gap-3">
          <CircleCheck aria-hidden className="text-correct" />
          <span>
            {item.title}
            {item.detail ? <span className="text-muted block">{item.detail}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
