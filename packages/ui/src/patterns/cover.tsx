import { cn } from "../logic/cn.ts";
import { createCover } from "../logic/cover.ts";

const tints = {
  1: "bg-cover-1 text-cover-1-ink",
  2: "bg-cover-2 text-cover-2-ink",
  3: "bg-cover-3 text-cover-3-ink",
  4: "bg-cover-4 text-cover-4-ink",
  5: "bg-cover-5 text-cover-5-ink",
} as const;

export interface CoverProps {
  /** The course's id: the same course has the same cover everywhere. */
  seed: string;
  /** An uploaded picture wins over the drawing. */
  imageUrl?: string | null;
  /** Its size and shape: "h-18 w-28". */
  className?: string;
}

/** One flat tint, one ink, a line drawing. Decorative. */
export function Cover({ seed, imageUrl, className }: CoverProps) {
  if (imageUrl) {
    return (
      <img
        src={imageUrl}
        alt=""
        loading="lazy"
        decoding="async"
        className={cn("shrink-0 rounded-option object-cover", className)}
      />
    );
  }
  const { tint, strokes } = createCover(seed);
  return (
    <svg
      aria-hidden
      viewBox="0 0 320 180"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cn("block shrink-0 overflow-hidden rounded-option", tints[tint], className)}
    >
      {strokes.map((stroke, index) => (
        <path
          key={index}
          d={stroke.d}
          opacity={Math.round(stroke.opacity * 100) / 100}
          {...(stroke.isFilled ? { fill: "currentColor" } : { stroke: "currentColor" })}
        />
      ))}
    </svg>
  );
}
