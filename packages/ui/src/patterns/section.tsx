import { type ReactNode, useId } from "react";

export interface SectionProps {
  title: ReactNode;
  description?: ReactNode;
  /** Usually one ghost button or link: "All decks". */
  action?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A titled part of a page, sitting on the page without a box. */
export function Section({ title, description, action, children, className }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <div
        className={`mb-4 flex justify-between gap-4 ${description ? "items-start" : "min-h-7 items-center"}`}
      >
        <div className="min-w-0">
          <h2 id={id} className="text-base font-semibold tracking-[-0.008em]">
            {title}
          </h2>
          {description ? (
            <p className="text-muted max-w-[72ch] text-sm text-pretty">{description}</p>
          ) : null}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
