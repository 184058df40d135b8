/** How the session is kept: out of reach of scripts, and of plain HTTP where the app is served over HTTPS. */
export function sessionCookie(appUrl: string): {
  httpOnly: boolean;
  sameSite: "lax";
  secure: boolean;
} {
  return { httpOnly: true, sameSite: "lax", secure: URL.parse(appUrl)?.protocol === "https:" };
}
