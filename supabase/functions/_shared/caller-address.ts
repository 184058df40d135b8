/** The address of whoever calls, as the platform before the function names it. */
export function callerAddress(headers: Headers): string {
  const forwarded = headers.get("x-forwarded-for")?.split(",")[0]?.trim();
  return headers.get("cf-connecting-ip") ?? forwarded ?? "unknown";
}
