/** What the pages of an app load beside what every page does. */
export interface PageSources {
  readonly images: readonly string[];
  readonly connections: readonly string[];
  readonly frames: "'self'" | "'none'";
}

/**
 * Scripts run by nonce alone. Styles may be inline: menus, drags and progress bars set their measures with
 * style attributes.
 */
export function contentSecurityPolicy({
  nonce,
  isDevelopment,
  images,
  connections,
  frames,
}: PageSources & { readonly nonce: string; readonly isDevelopment: boolean }): string {
  const directives: Readonly<Record<string, string>> = {
    "default-src": "'self'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "worker-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": ["'self'", "data:", ...images].join(" "),
    "font-src": "'self'",
    "connect-src": ["'self'", ...connections, ...(isDevelopment ? ["ws:"] : [])].join(" "),
    "frame-src": frames,
    "frame-ancestors": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
