import { gzipSync } from "node:zlib";
import type { BenchRow } from "../bench-row.ts";
import { findPlayerPage } from "./pages.ts";

const scriptTag = /<script\b[^>]*>/g;
const source = /\bsrc="([^"]+)"/;

/** What the document itself asks for; what the page fetches later on demand is no part of it. */
export const playerScriptsRow: BenchRow = {
  name: "player-scripts",
  title: "First-load JavaScript of the text player",
  async measure({ stack, note }) {
    const { url, cookie } = await findPlayerPage(await stack());
    const html = await fetch(url, { headers: { cookie } }).then((answer) => answer.text());
    const addresses = new Set<string>();
    for (const [tag] of html.matchAll(scriptTag)) {
      // Browsers that know modules, as all supported ones do, leave these alone.
      if (/\bnomodule\b/i.test(tag)) continue;
      const address = source.exec(tag)?.[1];
      if (address !== undefined) addresses.add(new URL(address, url).href);
    }
    if (addresses.size === 0) throw new Error(`${url} has no scripts`);
    let bytes = 0;
    for (const address of addresses) {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
      const size = gzipSync(Buffer.from(await answer.arrayBuffer())).length;
      note(`${(size / 1_000).toFixed(1).padStart(7)} kB  ${new URL(address).pathname}`);
      bytes += size;
    }
    return [
      { name: "gzipped", unit: "kB", values: [bytes / 1_000], target: { atMost: 150 } },
      { name: "files", unit: "", values: [addresses.size] },
    ];
  },
};
