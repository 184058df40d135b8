export interface PolicyOptions {
  readonly nonce: string;
  readonly isDevelopment: boolean;
  /** Where signed addresses of pictures lead. */
  readonly supabaseOrigin: string;
}

/** Scripts run by nonce alone; the page speaks to its own origin alone. */
export function contentSecurityPolicy({
  nonce,
  isDevelopment,
  supabaseOrigin,
}: PolicyOptions): string {
  const directives: Readonly<Record<string, string>> = {
    "default-src": "'self'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Progress bars and drags set their measure in a style attribute.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": `'self' data: ${supabaseOrigin}`,
    "font-src": "'self'",
    "connect-src": `'self'${isDevelopment ? " ws:" : ""}`,
    "frame-src": "'none'",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
