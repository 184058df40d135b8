import { isIP } from "node:net";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { AppError, isAppError } from "@byteos/contracts/errors";
import { Agent, request } from "undici";
import { isPublicAddress, resolveHost, type ResolvedAddress } from "./address-guard.ts";

export interface FetchedPage {
  /** Where the last redirect led. */
  readonly url: string;
  readonly bytes: Uint8Array;
  /** Lower case, without parameters. */
  readonly mediaType: string;
  readonly fileName: string;
}

export interface FetchPageOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default 50 MB, counted after decompression. */
  readonly maxBytes?: number;
  /** For the whole exchange, redirects included; default 20,000. */
  readonly totalTimeoutMs?: number;
  /** Longest silence of the server; default 8,000. */
  readonly stallTimeoutMs?: number;
}

/** What a fetcher believes about the network; tests stand a server of their own behind it. */
export interface FetchPolicy {
  readonly resolve: (hostname: string) => Promise<readonly ResolvedAddress[]>;
  readonly isAllowedAddress: (address: string) => boolean;
  readonly isAllowedPort: (port: number) => boolean;
}

export const publicInternet: FetchPolicy = {
  resolve: resolveHost,
  isAllowedAddress: isPublicAddress,
  isAllowedPort: (port) => port === 80 || port === 443,
};

const extensionByType: Readonly<Record<string, string>> = {
  "text/html": "html",
  "application/xhtml+xml": "html",
  "text/markdown": "md",
  "text/x-markdown": "md",
  "text/plain": "txt",
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
};
const maxRedirects = 5;

function refuse(code: string, message: string, suggestion: string, cause?: unknown): AppError {
  const kind = code === "fetch.too-large" || code === "fetch.timeout" ? "limit" : "validation";
  return new AppError(kind, code, message, {
    suggestion,
    ...(cause === undefined ? {} : { cause }),
  });
}

const privateAddress = () =>
  refuse(
    "fetch.private-address",
    "This address is not on the public internet.",
    "Download the page and import the file instead.",
  );
const timedOut = (cause?: unknown) =>
  refuse(
    "fetch.timeout",
    "The server took too long to answer.",
    "Try again later, or download the page and import the file.",
    cause,
  );

/**
 * Fetches one page or file from the public internet. Each hop's host is resolved once, every address
 * checked, and the connection pinned to the checked one, so neither redirects nor changing DNS answers
 * reach a private network. Throws AppError with a code `fetch.*`.
 */
export async function fetchPage(
  address: string,
  options: FetchPageOptions = {},
  policy: FetchPolicy = publicInternet,
): Promise<FetchedPage> {
  const deadline = AbortSignal.timeout(options.totalTimeoutMs ?? 20_000);
  const signal =
    options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
  try {
    let url = parseAddress(address);
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const answer = await fetchHop(url, options, policy, signal);
      if ("page" in answer) return answer.page;
      url = answer.redirect;
    }
    throw refuse(
      "fetch.too-many-redirects",
      "The address leads from one redirect to the next.",
      "Use the address that the page finally has.",
    );
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    if (options.signal?.aborted === true) {
      throw new AppError("conflict", "fetch.cancelled", "Fetching the page was cancelled.", {
        cause,
      });
    }
    const code =
      typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
    if (deadline.aborted || /TIMEOUT/.test(code)) throw timedOut(cause);
    throw refuse(
      "fetch.unreachable",
      "The server could not be reached.",
      "Check the address, or try again later.",
      cause,
    );
  }
}

function parseAddress(address: string, base?: URL): URL {
  const url = URL.parse(address, base?.href);
  if (
    url === null ||
    (url.protocol !== "http:" && url.protocol !== "https:") ||
    url.hostname === ""
  ) {
    throw refuse(
      "fetch.invalid-address",
      "This is not a web address.",
      "Use an address that starts with https://.",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw refuse(
      "fetch.invalid-address",
      "The address holds a user name or a password.",
      "Remove what stands before the @ sign.",
    );
  }
  url.hash = "";
  return url;
}

async function chooseAddress(
  url: URL,
  policy: FetchPolicy,
  signal: AbortSignal,
): Promise<ResolvedAddress> {
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  if (!policy.isAllowedPort(port)) {
    throw refuse(
      "fetch.private-address",
      `Pages are fetched from the usual ports only, not from ${port}.`,
      "Download the page and import the file instead.",
    );
  }
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(hostname);
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(timedOut()), { once: true });
  });
  stopped.catch(() => undefined);
  const addresses: readonly ResolvedAddress[] =
    family === 0
      ? await Promise.race([policy.resolve(hostname), stopped])
      : [{ address: hostname, family: family === 6 ? 6 : 4 }];
  const [first] = addresses;
  if (first === undefined || !addresses.every(({ address }) => policy.isAllowedAddress(address)))
    throw privateAddress();
  return addresses.find((found) => found.family === 4) ?? first;
}

type Hop = { readonly page: FetchedPage } | { readonly redirect: URL };

async function fetchHop(
  url: URL,
  options: FetchPageOptions,
  policy: FetchPolicy,
  signal: AbortSignal,
): Promise<Hop> {
  const pinned = await chooseAddress(url, policy, signal);
  const stallTimeoutMs = options.stallTimeoutMs ?? 8_000;
  const agent = new Agent({
    connect: {
      timeout: stallTimeoutMs,
      lookup: (_hostname, lookupOptions, callback) => {
        if (lookupOptions.all === true) callback(null, [{ ...pinned }]);
        else callback(null, pinned.address, pinned.family);
      },
    },
    headersTimeout: stallTimeoutMs,
    bodyTimeout: stallTimeoutMs,
    maxHeaderSize: 32_768,
  });
  try {
    const response = await request(url, {
      dispatcher: agent,
      signal,
      method: "GET",
      headers: {
        accept: "text/html, text/markdown, application/pdf, text/plain;q=0.8, */*;q=0.5",
        "accept-encoding": "gzip, br",
        "user-agent": "ByteOS-Importer/1.0",
      },
    });
    const header = (name: string): string => {
      const value = response.headers[name];
      return (Array.isArray(value) ? value[0] : value) ?? "";
    };
    if (response.statusCode >= 300 && response.statusCode < 400 && header("location") !== "") {
      return { redirect: parseAddress(header("location"), url) };
    }
    if (response.statusCode !== 200) {
      throw refuse(
        "fetch.http-status",
        `The server answered with an error (${response.statusCode}).`,
        "Check that the page opens in a browser without signing in.",
      );
    }
    const mediaType = header("content-type").split(";")[0]?.trim().toLowerCase() ?? "";
    const isKnown =
      mediaType in extensionByType || mediaType === "" || mediaType === "application/octet-stream";
    if (!isKnown) {
      throw refuse(
        "fetch.unsupported-type",
        `This address is ${mediaType}, not a page or document.`,
        "Use the address of a web page, PDF, Word or Markdown file.",
      );
    }
    const maxBytes = options.maxBytes ?? 50 * 1024 * 1024;
    if (Number(header("content-length")) > maxBytes) throw tooLarge(maxBytes);
    const bytes = await readBody(response.body, header("content-encoding"), maxBytes);
    return { page: { url: url.href, bytes, mediaType, fileName: fileNameOf(url, mediaType) } };
  } finally {
    // Not awaited: a server that never stops sending must not hold us.
    agent.destroy().catch(() => undefined);
  }
}

function tooLarge(maxBytes: number): AppError {
  return refuse(
    "fetch.too-large",
    `The page is larger than ${Math.round(maxBytes / 1024 / 1024)} MB.`,
    "Download it and import the part you need.",
  );
}

async function readBody(body: Readable, encoding: string, maxBytes: number): Promise<Uint8Array> {
  const inflater =
    encoding === "gzip" || encoding === "x-gzip"
      ? createGunzip()
      : encoding === "br"
        ? createBrotliDecompress()
        : encoding === "deflate"
          ? createInflate()
          : null;
  const stream: Readable = inflater === null ? body : body.pipe(inflater);
  if (inflater !== null) body.on("error", (error) => inflater.destroy(error));
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } finally {
    body.on("error", () => undefined);
    body.destroy();
  }
  return Buffer.concat(chunks);
}

function fileNameOf(url: URL, mediaType: string): string {
  const last = url.pathname.split("/").filter(Boolean).at(-1) ?? "";
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    name = last;
  }
  const clean = name.replace(/[^\p{L}\p{N}._ -]/gu, "-").slice(0, 120) || url.hostname;
  const extension = extensionByType[mediaType];
  if (extension === undefined || clean.toLowerCase().endsWith(`.${extension}`)) return clean;
  return extension === "txt" && /\.(?:md|markdown)$/i.test(clean)
    ? clean
    : `${clean.replace(/\.(?:php|aspx?|jsp|s?html?)$/i, "")}.${extension}`;
}
