/** Looks of a tab, for triggers and for links that lead to pages beside each other. */
export const tabClasses =
  "relative inline-flex min-h-10 items-center gap-2 whitespace-nowrap text-sm font-medium text-muted -outline-offset-2! hover:text-fg data-[state=active]:text-fg data-[state=active]:after:absolute data-[state=active]:after:inset-x-0 data-[state=active]:after:bottom-0 data-[state=active]:after:h-0.5 data-[state=active]:after:rounded-t-[2px] data-[state=active]:after:bg-primary max-sm:min-h-11";
