// Whether a certificate is genuine, as JSON for other people's programs: GET /verify-certificate/<code>.
import {
  CertificateSnapshot,
  certificateChecksWindowSecs,
  parseVerificationCode,
} from "../../../packages/contracts/src/certificate.ts";
import { callerAddress } from "../_shared/caller-address.ts";
import { corsHeaders } from "../_shared/cors.ts";
import { asRole } from "../_shared/database.ts";
import { refuse } from "../_shared/refuse.ts";
import { entityTag, isSameEntity } from "./entity-tag.ts";

interface Check {
  outcome: "limited" | "unknown" | "found";
  snapshot: unknown;
  issued_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  state: "valid" | "expired" | "revoked";
}

const cors = corsHeaders("GET, HEAD, OPTIONS");
// A certificate that is taken back is shown as such within a minute.
const cacheable = { "cache-control": "public, max-age=60" };

Deno.serve(async (request) => {
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: cors });
  if (request.method !== "GET" && request.method !== "HEAD") {
    return no(405, "method-not-allowed", { allow: "GET, HEAD, OPTIONS" });
  }
  const code = parseVerificationCode(codeOf(new URL(request.url)));
  if (code === null) return no(400, "malformed-code");
  try {
    const check = await checkCertificate(code, callerAddress(request.headers));
    if (check.outcome === "limited") {
      return no(429, "too-many-checks", { "retry-after": String(certificateChecksWindowSecs) });
    }
    if (check.outcome === "unknown") return no(404, "unknown-code");
    return await answer(request, describe(code, check));
  } catch (error) {
    console.error(`The register could not be read: ${error instanceof Error ? error.name : "?"}`);
    return no(503, "unavailable", { "retry-after": "5" });
  }
});

/** From the path, or from `?code=`. */
function codeOf(url: URL): string {
  const [, , inPath] = url.pathname.split("/");
  if (inPath === undefined || inPath === "") return url.searchParams.get("code") ?? "";
  try {
    return decodeURIComponent(inPath);
  } catch {
    return "";
  }
}

async function checkCertificate(code: string, caller: string): Promise<Check> {
  return asRole("byteos_public", async (client) => {
    const { rows } = await client.query<Check>("select * from app.check_certificate($1, $2)", [
      code,
      caller,
    ]);
    const [check] = rows;
    if (check === undefined) throw new Error("The register gave no answer.");
    return check;
  });
}

/** What the page at /verify shows, and no more. */
function describe(code: string, check: Check) {
  const said = CertificateSnapshot.parse(check.snapshot);
  const learnUrl = Deno.env.get("LEARN_URL");
  return {
    code,
    state: check.state,
    issuedAt: check.issued_at.toISOString(),
    expiresAt: check.expires_at?.toISOString() ?? null,
    revokedAt: check.revoked_at?.toISOString() ?? null,
    recipientName: said.recipientName,
    organisationName: said.organisationName,
    title: said.title,
    objectives: said.objectives,
    version: said.version,
    contentHash: said.contentHash,
    estimatedMinutes: said.estimatedMinutes,
    score: said.score,
    page: learnUrl ? new URL(`/verify/${code}`, learnUrl).href : null,
  };
}

async function answer(request: Request, body: object): Promise<Response> {
  const text = JSON.stringify(body);
  const etag = await entityTag(text);
  const headers = { ...cors, ...cacheable, etag, "content-type": "application/json" };
  if (isSameEntity(request.headers.get("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(request.method === "HEAD" ? null : text, { headers });
}

function no(status: number, code: string, headers: Record<string, string> = {}): Response {
  return refuse(status, code, { ...cors, ...headers });
}
