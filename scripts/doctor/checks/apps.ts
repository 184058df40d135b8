import { failed, ok, type Check } from "../finding.ts";
import type { Target } from "../target.ts";
import { request } from "./request.ts";

export function appChecks({ STUDIO_URL, LEARN_URL }: Target): Check[] {
  return [
    appCheck("studio", "Studio", "STUDIO_URL", STUDIO_URL),
    appCheck("learn", "Learn", "LEARN_URL", LEARN_URL),
  ];
}

function appCheck(app: string, title: string, variable: string, url: string): Check {
  return {
    id: app,
    title,
    run: async () => {
      const answer = await request(new URL("/api/health", url).href);
      if (answer === null) {
        return failed(
          `${new URL(url).host} does not answer`,
          `Start or deploy ${title}, or mend ${variable}.`,
        );
      }
      const body: unknown = await answer.json().catch(() => null);
      const isIt = typeof body === "object" && body !== null && "app" in body && body.app === app;
      return answer.ok && isIt
        ? ok("answers")
        : failed(
            `something else answers there (${answer.status})`,
            `Point ${variable} at ${title}; behind a login wall (Vercel: Deployment Protection) nobody reaches it.`,
          );
    },
  };
}
