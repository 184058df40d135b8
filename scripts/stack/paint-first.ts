const externalScript = /<script\b([^>]*?)\ssrc="(\/_next\/static\/[^"]+)"([^>]*)><\/script>/g;
const scriptPreload = /<link\b[^>]*\brel="preload"[^>]*\bas="script"[^>]*>/g;
const nonceAttribute = /\snonce="([A-Za-z0-9+/=_-]+)"/;

/**
 * Adds scripts that were held back once the page has painted, in three seconds at the latest, and at once
 * where nobody waits for a picture.
 */
const waker =
  '(function(){var q=[],d=document,up=false;function add(u){var s=d.createElement("script");s.async=true;s.src=u;d.head.appendChild(s)}' +
  "function go(){if(up)return;up=true;q.forEach(add)}window.__wake=function(u){up?add(u):q.push(u)};" +
  'if(d.visibilityState==="hidden")return go();try{new PerformanceObserver(function(l,o){if(l.getEntriesByName("first-contentful-paint").length){o.disconnect();go()}})' +
  '.observe({type:"paint",buffered:true})}catch(e){go()}setTimeout(go,3000)})();';

/** What Next.js answers for a page that was not found or failed: a body that its scripts alone fill. */
const emptyPage = '<html id="__next_error__"';

/**
 * Lets a page paint before its scripts are fetched: Next.js starts them with the document, where on a slow
 * line they share it with the stylesheet. Takes a document piece by piece and gives it back with each script
 * of the build replaced by a call that adds it after the first paint. Inline scripts stay as they are.
 */
export class PaintFirst {
  #held = "";
  #isWakerSent = false;
  #isEmptyPage = false;

  push(piece: string): string {
    const text = this.#held + piece;
    const cut = findOpenTag(text);
    this.#held = text.slice(cut);
    return this.#rewrite(text.slice(0, cut));
  }

  end(): string {
    const rest = this.#rewrite(this.#held);
    this.#held = "";
    return rest;
  }

  #rewrite(html: string): string {
    this.#isEmptyPage ||= html.includes(emptyPage);
    // Nothing of it can be painted before them.
    if (this.#isEmptyPage) return html;
    return html
      .replaceAll(scriptPreload, "")
      .replaceAll(externalScript, (tag, before: string, source: string, after: string) => {
        const attributes = `${before}${after}`;
        if (!/\sasync\b/.test(attributes)) return tag;
        const nonce = nonceAttribute.exec(attributes)?.[0] ?? "";
        const definition = this.#isWakerSent ? "" : waker;
        this.#isWakerSent = true;
        return `<script${nonce}>${definition}__wake("${source}")</script>`;
      });
  }
}

/** Where the first tag begins that goes on in the next piece; the text's end when there is none. */
function findOpenTag(text: string): number {
  const script = text.lastIndexOf("<script");
  if (script >= 0 && !text.includes("</script>", script)) return script;
  const open = text.lastIndexOf("<");
  return open >= 0 && !text.includes(">", open) ? open : text.length;
}
