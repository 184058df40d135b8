/** The looks shared by everything that opens from an anchor. */
export const menuSurfaceClasses =
  "z-pop rounded-menu border border-line-strong bg-raised text-sm text-fg shadow-3 data-[state=open]:animate-pop-in data-[state=closed]:animate-pop-out";

export const menuItemClasses =
  "relative flex min-h-9 w-full cursor-default select-none items-center gap-3 rounded-control px-2 py-1 text-start text-sm outline-none [--icon-size:16px] [--icon-stroke:2] data-highlighted:bg-hover data-disabled:text-subtle max-sm:min-h-11";

export const menuLabelClasses = "px-2 pt-2 pb-1 text-xs font-medium text-muted";

export const menuSeparatorClasses = "-mx-1.5 my-1.5 h-px bg-line";
