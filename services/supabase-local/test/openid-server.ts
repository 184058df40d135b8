import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import Provider from "oidc-provider";

export interface Person {
  email?: string;
  email_verified?: boolean;
  name?: string;
  picture?: string;
}

export const client = { id: "our-client", secret: "a secret of the client" };

export interface OpenIdServer {
  issuer: string;
  /** Who can sign in there, by their subject; `login_hint` says who does. */
  people: Map<string, Person>;
  /** An ID token as a native app is given one; `claims` go over the usual ones. */
  signIdToken(claims: JWTPayload): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A certified OpenID provider on a free port. It asks nothing on its pages: whoever `login_hint` names is
 * signed in and agrees, and "nobody" refuses.
 */
export async function startOpenIdServer(redirectUri: string): Promise<OpenIdServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, Person>();
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: "signing", alg: "RS256", use: "sig" };
  const provider = new Provider(issuer, {
    jwks: { keys: [key] },
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "picture"] },
    cookies: { keys: ["only for tests"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (_context, id) => {
      const person = people.get(id);
      return person && { accountId: id, claims: () => ({ sub: id, ...person }) };
    },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return void answer(request, response);
    void decide(provider, request, response);
  });
  const signIdToken = (claims: JWTPayload) => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: issuer, aud: client.id, iat: now, exp: now + 300, ...claims })
      .setProtectedHeader({ alg: "RS256", kid: "signing" })
      .sign(privateKey);
  };
  return { issuer, people, signIdToken, stop: () => stop(server) };
}

async function decide(
  provider: Provider,
  request: Parameters<Provider["interactionDetails"]>[0],
  response: Parameters<Provider["interactionDetails"]>[1],
): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  const hint = params["login_hint"];
  const accountId = typeof hint === "string" ? hint : "";
  if (accountId === "nobody") {
    const refusal = { error: "access_denied", error_description: "The person said no" };
    await provider.interactionFinished(request, response, refusal);
    return;
  }
  if (prompt.name === "login") {
    await provider.interactionFinished(request, response, { login: { accountId } });
    return;
  }
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session?.accountId ?? accountId, clientId: client.id });
  grant?.addOIDCScope("openid email profile");
  const consent = { grantId: (await grant?.save()) ?? "" };
  await provider.interactionFinished(
    request,
    response,
    { consent },
    { mergeWithLastSubmission: true },
  );
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Follows redirects with cookies, as a browser does, until one leads away from these hosts. */
export async function browse(start: string, within: string[]): Promise<URL> {
  const cookies = new Map<string, string>();
  let target = new URL(start);
  for (let step = 0; step < 20; step += 1) {
    if (!within.includes(target.origin)) return target;
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(target, { redirect: "manual", headers: { cookie: jar } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = pair.split("=");
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) throw new Error(`${target.pathname} answered ${response.status}`);
    target = new URL(location, target);
  }
  throw new Error("The redirects do not end.");
}
