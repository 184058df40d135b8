"use client";

import { cn } from "../logic/cn.ts";
import { applyThemeChoice, currentTheme } from "../logic/theme.ts";
import { IconButton } from "../primitives/icon-button.tsx";

export interface ThemeToggleProps {
  /** icon: for a bar. row: an entry of the sidebar. */
  kind?: "icon" | "row";
  className?: string;
}

function HalfCircle() {
  return (
    <svg aria-hidden viewBox="0 0 24 24" fill="none" stroke="currentColor" className="lucide">
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor" stroke="none" />
    </svg>
  );
}

function toggleTheme(): void {
  applyThemeChoice(currentTheme() === "dark" ? "light" : "dark");
}

export function ThemeToggle({ kind = "icon", className }: ThemeToggleProps) {
  if (kind === "icon") {
    return (
      <IconButton
        label="Switch light or dark"
        onClick={toggleTheme}
        {...(className ? { className } : {})}
      >
        <HalfCircle />
      </IconButton>
    );
  }
  return (
    <button
      type="button"
      onClick={toggleTheme}
      className={cn(
        "flex min-h-10 w-full items-center gap-3 rounded-control px-2.5 text-sm font-medium text-muted hover:bg-surface-2 hover:text-fg in-data-[density=studio]:min-h-8 in-data-[density=studio]:gap-2.5",
        className,
      )}
    >
      <HalfCircle />
      Light or dark
    </button>
  );
}
