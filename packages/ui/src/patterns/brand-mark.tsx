import { cn } from "../logic/cn.ts";

/** "B" is 0100 0010 in ASCII: two rows of four bits. */
const bits = [0, 1, 0, 0, 0, 0, 1, 0] as const;

export interface BrandMarkProps {
  className?: string;
}

export function BrandMark({ className }: BrandMarkProps) {
  return (
    <svg aria-hidden viewBox="-1 0 28 16" className={cn("h-4 w-7 shrink-0", className)}>
      {bits.map((bit, index) => (
        <circle
          key={index}
          cx={2 + (index % 4) * 8}
          cy={index < 4 ? 4 : 12}
          r={bit === 1 ? 3 : 2}
          className={bit === 1 ? "fill-primary" : "fill-line-strong"}
        />
      ))}
    </svg>
  );
}

export interface BrandProps {
  /** "Studio", "Learn", "Certificate check". */
  product?: string;
  className?: string;
}

/** The mark with the name beside it. */
export function Brand({ product, className }: BrandProps) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-2.5 text-base font-semibold tracking-[-0.015em]",
        className,
      )}
    >
      <BrandMark />
      <bdi>
        ByteOS{product ? <span className="text-muted ms-1.5 font-normal">{product}</span> : null}
      </bdi>
    </span>
  );
}
