import { cn } from "../logic/cn.ts";
import { initialsOf } from "../logic/initials.ts";

export interface AvatarProps {
  name: string;
  imageUrl?: string | null;
  size?: "sm" | "md" | "lg";
  className?: string;
}

const sizes = { sm: "size-6.5 text-xs", md: "size-7 text-xs", lg: "size-11 text-sm" } as const;

/** A picture or initials. The name stands beside it, so it is hidden from assistive technology. */
export function Avatar({ name, imageUrl, size = "md", className }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={cn(
        "inline-grid shrink-0 place-items-center overflow-hidden rounded-pill bg-surface-2 font-semibold text-fg shadow-[inset_0_0_0_1px_var(--line-strong)]",
        sizes[size],
        className,
      )}
    >
      {imageUrl ? (
        <img src={imageUrl} alt="" className="size-full object-cover" />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}
