import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface GitHubAccount {
  id: number;
  login: string;
  name: string | null;
  emails: { email: string; primary: boolean; verified: boolean; visibility: string | null }[];
}

export interface GitHubServer {
  url: string;
  accounts: Map<string, GitHubAccount>;
  stop(): Promise<void>;
}

/** What a GitHub of one's own answers on the four roads of a sign-in; codes and tokens work once. */
export async function startGitHubServer(secret: string): Promise<GitHubServer> {
  const accounts = new Map<string, GitHubAccount>();
  const codes = new Map<string, { login: string; challenge: string; redirectUri: string }>();
  const tokens = new Map<string, string>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://github.test");
    const reply = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (url.pathname === "/login/oauth/authorize") {
      const code = randomUUID();
      const target = new URL(url.searchParams.get("redirect_uri") ?? "");
      codes.set(code, {
        login: url.searchParams.get("login") ?? "",
        challenge: url.searchParams.get("code_challenge") ?? "",
        redirectUri: target.href,
      });
      target.searchParams.set("code", code);
      target.searchParams.set("state", url.searchParams.get("state") ?? "");
      response.writeHead(302, { location: target.href });
      response.end();
      return;
    }
    if (url.pathname === "/login/oauth/access_token") {
      const form = new URLSearchParams(await text(request));
      const known = codes.get(form.get("code") ?? "");
      codes.delete(form.get("code") ?? "");
      const hash = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      const isRight =
        form.get("client_secret") === secret &&
        known?.challenge === hash &&
        known.redirectUri === form.get("redirect_uri");
      // GitHub itself answers 200 with an error in the body.
      if (!known || !isRight) return reply(200, { error: "bad_verification_code" });
      const token = `gho_${randomUUID()}`;
      tokens.set(token, known.login);
      return reply(200, { access_token: token, token_type: "bearer", scope: "user:email" });
    }
    const bearer = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
    const account = accounts.get(tokens.get(bearer) ?? "");
    if (!account) return reply(401, { message: "Bad credentials" });
    if (url.pathname === "/api/v3/user") {
      const { emails: _emails, ...user } = account;
      return reply(200, { ...user, avatar_url: "https://avatars.example/1", type: "User" });
    }
    if (url.pathname === "/api/v3/user/emails") return reply(200, account.emails);
    return reply(404, { message: "Not Found" });
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, accounts, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
