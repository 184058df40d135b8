import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

const wordListStyle = /mso-list:\s*l\d+\s+level(\d+)/i;

/** Word writes lists as paragraphs with a drawn bullet; this makes them lists again. */
function mendWordLists(body: HTMLElement): void {
  const items = [...body.querySelectorAll<HTMLElement>("p[style*='mso-list']")];
  for (const item of items) {
    const level = Number(wordListStyle.exec(item.getAttribute("style") ?? "")?.[1] ?? "1");
    const marker = item.querySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']");
    const tag = /^\s*[\da-z]{1,3}[.)]/i.test(marker?.textContent ?? "") ? "ol" : "ul";
    marker?.remove();
    const previous = item.previousElementSibling;
    const create = (name: string): Element => body.ownerDocument.createElement(name);
    let list: Element;
    if (previous?.matches("ul[data-word], ol[data-word]")) list = previous;
    else {
      list = create(tag);
      list.setAttribute("data-word", "");
      item.before(list);
    }
    for (let depth = 1; depth < level; depth++) {
      const last: Element = list.lastElementChild ?? list.appendChild(create("li"));
      list = last.querySelector(":scope > ul, :scope > ol") ?? last.appendChild(create(tag));
    }
    const entry = body.ownerDocument.createElement("li");
    entry.append(...item.childNodes);
    list.append(entry);
    item.remove();
  }
}

const lineElements = "p,div,li,h1,h2,h3,h4,h5,h6,blockquote,pre";

/** Cells hold words alone: what stands in paragraphs or lists inside a cell becomes its lines. */
function flattenCells(body: HTMLElement): void {
  for (const cell of body.querySelectorAll("td,th")) {
    const lines = [...cell.querySelectorAll(lineElements)].filter(
      (line) => line.querySelector(lineElements) === null && line.closest("td,th") === cell,
    );
    if (lines.length === 0) continue;
    for (const line of lines.slice(0, -1)) line.after(body.ownerDocument.createElement("br"));
    for (const wrapper of cell.querySelectorAll(`${lineElements},ul,ol`)) unwrap(wrapper);
  }
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

/** HTML from the clipboard without scripts, styles, comments and the wrappers of word processors. */
export function cleanPastedHtml(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  const { body } = page;
  mendWordLists(body);
  flattenCells(body);
  for (const element of body.querySelectorAll(
    "script,style,meta,link,title,xml,iframe,object,embed,form,input,button,select,svg,img,video,audio,noscript,template",
  )) {
    element.remove();
  }
  const comments = page.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const toRemove: ChildNode[] = [];
  while (comments.nextNode()) toRemove.push(comments.currentNode as ChildNode);
  for (const comment of toRemove) comment.remove();
  for (const element of body.querySelectorAll("*")) {
    const name = element.localName;
    // Google Docs wraps everything in a bold that is not bold; Office in tags of its own.
    if (name === "b" && /font-weight:\s*normal/i.test(element.getAttribute("style") ?? ""))
      unwrap(element);
    else if (name.includes(":") || name === "font") unwrap(element);
    else {
      for (const attribute of element.getAttributeNames()) {
        if (attribute.startsWith("on")) element.removeAttribute(attribute);
      }
    }
  }
  return body.innerHTML;
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          transformPastedHTML: (html) => cleanPastedHtml(html),
        },
      }),
    ];
  },
});
