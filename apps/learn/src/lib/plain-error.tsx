/**
 * An error page of bare elements: it is loaded with every page, so it brings no component with it, and it
 * must show even when one of them is what failed.
 */
export function PlainError({
  title,
  digest,
  onRetry,
}: {
  title: string;
  digest: string | undefined;
  onRetry: () => void;
}) {
  return (
    <main className="grid min-h-[60dvh] place-items-center p-6">
      <div role="alert" className="grid max-w-[44ch] justify-items-center gap-2 text-center">
        <h1 className="text-base font-semibold">{title}</h1>
        <p className="text-muted text-sm text-pretty">
          Something failed on our side. What you did in your lessons is kept.
        </p>
        {digest === undefined ? null : <p className="text-muted font-mono text-xs">{digest}</p>}
        <button
          type="button"
          onClick={onRetry}
          className="rounded-control border-control bg-raised hover:bg-surface-2 mt-3 min-h-11 border px-5 text-sm font-medium"
        >
          Try again
        </button>
      </div>
    </main>
  );
}
