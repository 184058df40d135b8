export interface PolicyOptions {
  nonce: string;
  isDevelopment: boolean;
  /** Where files are uploaded to and signed addresses lead. */
  supabaseOrigin: string;
}

/** Scripts run by nonce alone. Styles may be inline: menus and drag place themselves with style attributes. */
export function contentSecurityPolicy({
  nonce,
  isDevelopment,
  supabaseOrigin,
}: PolicyOptions): string {
  const directives: Record<string, string> = {
    "default-src": "'self'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src": "'self' 'unsafe-inline'",
    "img-src": `'self' blob: data: ${supabaseOrigin}`,
    "font-src": "'self'",
    "connect-src": `'self' ${supabaseOrigin}${isDevelopment ? " ws:" : ""}`,
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
