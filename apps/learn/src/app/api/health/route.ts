/** Answers as soon as the server takes requests; it asks nothing of the database. */
export function GET(): Response {
  return Response.json(
    { status: "ok", app: "learn" },
    { headers: { "cache-control": "no-store" } },
  );
}
