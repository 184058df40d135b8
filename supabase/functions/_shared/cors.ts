/** What any site may send here. The functions read no cookies, so an origin gives nobody anything. */
export function corsHeaders(methods: string): Record<string, string> {
  return {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": methods,
    "access-control-allow-headers":
      "authorization, apikey, content-type, if-none-match, x-client-info",
    "access-control-expose-headers": "etag, retry-after",
    "access-control-max-age": "3600",
  };
}
