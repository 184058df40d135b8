import { fontAttributes, fontScript, fontsCookieName } from "@byteos/ui/logic/font-arrival";
import { parseThemeChoice, themeAttributes, themeCookieName } from "@byteos/ui/logic/theme";
import { FontPreloads } from "@byteos/ui/patterns/font-preloads";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";

/** The document around every page, in the theme and with the fonts that this device has. */
export async function AppDocument({
  density,
  hasSerif = true,
  children,
}: {
  density: "learn" | "studio";
  /** Whether the first page shows text to study, whose font is then wanted early. */
  hasSerif?: boolean;
  children: ReactNode;
}) {
  const [store, head] = await Promise.all([cookies(), headers()]);
  const choice = parseThemeChoice(store.get(themeCookieName)?.value);
  const fonts = fontAttributes(store.get(fontsCookieName)?.value);
  return (
    <html
      lang="en"
      data-density={density}
      {...themeAttributes(choice)}
      {...fonts}
      // The script below adds to it before React wakes.
      suppressHydrationWarning
    >
      <body>
        <script
          nonce={head.get("x-nonce") ?? undefined}
          // safe because the script is a constant of ours.
          dangerouslySetInnerHTML={{ __html: fontScript }}
          suppressHydrationWarning
        />
        <FontPreloads hasSerif={hasSerif} />
        {children}
      </body>
    </html>
  );
}
