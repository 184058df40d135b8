export const fontsCookieName = "byteos-fonts";

/** Attributes for <html>: a device that has the fonts in its cache shows them from the first paint on. */
export function fontAttributes(cookie: string | undefined): { "data-fonts"?: "here" } {
  return cookie === undefined ? {} : { "data-fonts": "here" };
}

/**
 * For the top of <body>. On a phone's first page the stand-ins of `styles/fonts.css` stay: the fonts are
 * fetched when all else is done and take their place with the next page, so that no line moves under the
 * reader's eyes. The cookie tells the server that this device has them.
 */
export const fontScript = `(function(r,d){if(r.dataset.fonts||!d.fonts||matchMedia("(min-width: 56.3125rem)").matches)return;function use(){r.dataset.fonts="here"}function fetchAll(){Promise.all(["400 1em 'Inter Variable'","400 1em 'Source Serif 4 Variable'"].map(function(f){return d.fonts.load(f)})).then(function(){d.cookie="${fontsCookieName}=1; path=/; max-age=31536000; samesite=lax";window.navigation?navigation.addEventListener("navigate",use,{once:true}):use()},function(){})}addEventListener("load",function(){setTimeout(fetchAll,3000)})})(document.documentElement,document)`;
