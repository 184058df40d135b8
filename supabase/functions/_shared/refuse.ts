/** An error as JSON with a code for programs; never cached. */
export function refuse(
  status: number,
  code: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json(
    { error: { code } },
    { status, headers: { "cache-control": "no-store", ...headers } },
  );
}
