export type ThemeChoice = "light" | "dark" | "system";

export const themeCookieName = "byteos-theme";

/** Reads the cookie's value; anything unknown means the system decides. */
export function parseThemeChoice(value: string | undefined | null): ThemeChoice {
  return value === "light" || value === "dark" ? value : "system";
}

/**
 * Attributes for <html>, set on the server from the cookie, so that the first paint is right without a script.
 * With no attribute the stylesheet follows the system.
 */
export function themeAttributes(choice: ThemeChoice): { "data-theme"?: "light" | "dark" } {
  return choice === "system" ? {} : { "data-theme": choice };
}

/** For pages served from a cache, where the server cannot read the cookie: a script for the top of <head>. */
export const themeScript = `(function(){var m=document.cookie.match(/(?:^|; )${themeCookieName}=(light|dark)/);if(m)document.documentElement.dataset.theme=m[1]})()`;

/** Applies and remembers the choice on this device, for a year and for both apps on the host. */
export function applyThemeChoice(choice: ThemeChoice): void {
  const root = document.documentElement;
  if (choice === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = choice;
  const maxAgeSecs = choice === "system" ? 0 : 31_536_000;
  document.cookie = `${themeCookieName}=${choice}; path=/; max-age=${maxAgeSecs}; samesite=lax`;
}

/** What is on screen now. */
export function currentTheme(): "light" | "dark" {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "light" || chosen === "dark") return chosen;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
