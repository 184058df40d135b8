export function HintList({ hints }: { hints: readonly string[] }) {
  return (
    <ol className="grid gap-2" aria-label="Hints">
      {hints.map((text, index) => (
        <li key={index} className="bg-surface rounded-option px-3 py-2 text-sm">
          <span className="text-muted me-2 font-medium">Hint {index + 1}</span>
          {text}
        </li>
      ))}
    </ol>
  );
}
