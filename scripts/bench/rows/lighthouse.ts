import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { z } from "zod";
import { findChromium } from "../../check/browser.ts";

const chromiumFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface PageVisit {
  readonly url: string;
  /** Sent with every request of the page; empty for a visitor. */
  readonly cookie: string;
}

export interface PageScore {
  /** Both 0 to 100. */
  readonly performance: number;
  readonly accessibility: number;
  readonly lcpMs: number;
  readonly blockingMs: number;
  readonly layoutShift: number;
  /** What arrived while the page loaded, as it was on the wire. */
  readonly scriptBytes: number;
  readonly fontBytes: number;
  readonly requests: number;
}

const Requests = z.object({
  items: z.array(z.object({ resourceType: z.string().optional(), transferSize: z.number() })),
});
type Requests = z.infer<typeof Requests>;

function sumBytes(requests: Requests["items"], type: string): number {
  return requests.reduce(
    (sum, each) => sum + (each.resourceType === type ? each.transferSize : 0),
    0,
  );
}

/** Traces that Lighthouse itself asks to record again; they say nothing about the page. */
const failedTraces = /NO_NAVSTART|NO_FCP|NO_TRACING_STARTED/;
const mostTries = 3;

/** One Lighthouse run as on a phone, in a Chromium of its own with an empty cache. */
export async function visitPage(visit: PageVisit): Promise<PageScore> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await recordVisit(visit);
    } catch (error) {
      if (attempt === mostTries || !failedTraces.test(String(error))) throw error;
    }
  }
}

async function recordVisit({ url, cookie }: PageVisit): Promise<PageScore> {
  const chromePath = findChromium();
  if (chromePath === null) throw new Error("No Chromium: set CHROMIUM_PATH or install it");
  const chrome = await launch({ chromePath, chromeFlags: chromiumFlags, logLevel: "silent" });
  try {
    const result = await lighthouse(url, {
      port: chrome.port,
      logLevel: "error",
      onlyCategories: ["performance", "accessibility"],
      ...(cookie === "" ? {} : { extraHeaders: { Cookie: cookie } }),
    });
    if (result === undefined) throw new Error(`Lighthouse gave no result for ${url}`);
    const { audits, categories, finalDisplayedUrl, runtimeError } = result.lhr;
    if (runtimeError !== undefined)
      throw new Error(`${runtimeError.message} (${runtimeError.code})`);
    const wanted = new URL(url).pathname;
    const reached = new URL(finalDisplayedUrl).pathname;
    if (reached !== wanted) throw new Error(`${wanted} led to ${reached}`);
    const requests = Requests.parse(audits["network-requests"]?.details).items;
    return {
      performance: (categories["performance"]?.score ?? 0) * 100,
      accessibility: (categories["accessibility"]?.score ?? 0) * 100,
      lcpMs: audits["largest-contentful-paint"]?.numericValue ?? 0,
      blockingMs: audits["total-blocking-time"]?.numericValue ?? 0,
      layoutShift: audits["cumulative-layout-shift"]?.numericValue ?? 0,
      scriptBytes: sumBytes(requests, "Script"),
      fontBytes: sumBytes(requests, "Font"),
      requests: requests.length,
    };
  } finally {
    chrome.kill();
  }
}
