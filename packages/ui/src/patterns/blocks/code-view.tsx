import type { PublicBlockOf } from "@byteos/contracts/block";
import { CopyCodeButton } from "./copy-code-button.tsx";

export function CodeView({ block }: { block: PublicBlockOf<"code"> }) {
  const name = block.language ?? "Code";
  return (
    <figure className="rounded-card border-line bg-surface overflow-hidden border font-sans">
      <div className="border-line text-muted flex items-center gap-2 border-b py-1 ps-4 pe-1.5 text-xs font-medium">
        <span className="grow">{name}</span>
        <CopyCodeButton code={block.code} />
      </div>
      <pre
        dir="ltr"
        tabIndex={0}
        aria-label={`${name}, scrolls sideways`}
        className="overflow-x-auto px-4 py-3.5 font-mono text-sm leading-6"
      >
        <code>{block.code}</code>
      </pre>
      {block.caption !== undefined && block.caption !== "" && (
        <figcaption className="border-line text-muted border-t px-4 py-2.5 text-sm">
          {block.caption}
        </figcaption>
      )}
    </figure>
  );
}
