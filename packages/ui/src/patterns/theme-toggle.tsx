"use client";

import Contrast from "lucide-react/icons/contrast";
import { cn } from "../logic/cn.ts";
import { applyThemeChoice, currentTheme } from "../logic/theme.ts";
import { IconButton } from "../primitives/icon-button.tsx";

export interface ThemeToggleProps {
  /** icon: for a bar. row: an entry of the sidebar. */
  kind?: "icon" | "row";
  className?: string;
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
        <Contrast aria-hidden />
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
      <Contrast aria-hidden />
      Light or dark
    </button>
  );
}
