import { failed, ok, warning, type Check, type Outcome } from "../finding.ts";
import type { Target } from "../target.ts";
import { request } from "./request.ts";

const deploy = (name: string) =>
  `supabase functions deploy ${name} (with the embedded Supabase: its log is on port 54323).`;

/** Each function is asked something that it must refuse in its own words. */
export function functionChecks(target: Target): Check[] {
  const ask = (name: string, init: RequestInit = {}) =>
    request(`${target.SUPABASE_URL}/functions/v1/${name}`, init);
  return [
    {
      id: "function-verify-certificate",
      title: "verify-certificate",
      run: async () => {
        const answer = await ask("verify-certificate/not-a-code");
        return (await codeOf(answer)) === "malformed-code"
          ? ok("answers")
          : absent("verify-certificate", answer);
      },
    },
    {
      id: "function-ingest-events",
      title: "ingest-events",
      run: async () => {
        const preflight = await ask("ingest-events", { method: "OPTIONS" });
        if (!preflight?.headers.get("access-control-allow-methods")?.includes("POST")) {
          return absent("ingest-events", preflight);
        }
        const answer = await ask("ingest-events", { method: "POST", body: "{}" });
        return answer?.status === 401
          ? ok("answers, and asks for a token")
          : failed(
              `takes events without a token (${answer?.status ?? "no answer"})`,
              "Deploy it as supabase/config.toml says, with verify_jwt: supabase functions deploy ingest-events.",
            );
      },
    },
    {
      id: "function-render-hook",
      title: "render-hook",
      run: async () => {
        const answer = await ask("render-hook", { method: "POST", body: "{}" });
        const code = await codeOf(answer);
        if (code === "signature-forged") return ok("answers, and asks for a signature");
        return code === "not-configured"
          ? warning(
              "has no secret, so it believes nobody",
              "Needed for a renderer only: supabase secrets set RENDER_HOOK_SECRET=… (here: supabase/functions/.env).",
            )
          : absent("render-hook", answer);
      },
    },
  ];
}

function absent(name: string, answer: Response | null): Outcome {
  if (answer === null) return failed("no answer", "See Auth: the whole address does not answer.");
  return answer.status === 401
    ? failed("asks for a token", `supabase/config.toml says verify_jwt = false: ${deploy(name)}`)
    : failed(`answers ${answer.status}`, deploy(name));
}

async function codeOf(answer: Response | null): Promise<unknown> {
  const body: unknown = await answer
    ?.clone()
    .json()
    .catch(() => null);
  if (typeof body !== "object" || body === null || !("error" in body)) return null;
  const { error } = body;
  return typeof error === "object" && error !== null && "code" in error ? error.code : null;
}
