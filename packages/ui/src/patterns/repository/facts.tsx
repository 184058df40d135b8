export interface FactsProps {
  /** Word and value, in the order in which they are read. */
  facts: readonly (readonly [label: string, value: string])[];
}

/** The few figures that say what a file is. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-3 px-5 max-sm:gap-x-8 max-sm:px-4">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt className="text-muted text-xs">{label}</dt>
          <dd className="text-base font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
