import { SafeHref } from "@byteos/contracts/rich-text";
import { Mark, markInputRule, markPasteRule, mergeAttributes } from "@tiptap/core";

function simpleMark(options: {
  name: string;
  tag: string;
  tags: readonly string[];
  shortcut: string;
  style?: (value: string) => boolean;
  styleName?: string;
  markdown?: RegExp;
}) {
  return Mark.create({
    name: options.name,
    // Sub and sup are the only pair that makes no sense together; code may be bold.
    excludes:
      options.name === "subscript"
        ? "superscript"
        : options.name === "superscript"
          ? "subscript"
          : "",
    parseHTML: () => [
      ...options.tags.map((tag) => ({ tag })),
      ...(options.styleName && options.style
        ? [
            {
              style: options.styleName,
              getAttrs: (value: string) => (options.style?.(value) ? null : false),
            },
          ]
        : []),
    ],
    renderHTML: ({ HTMLAttributes }) => [options.tag, mergeAttributes(HTMLAttributes), 0],
    addKeyboardShortcuts() {
      return { [options.shortcut]: () => this.editor.commands.toggleMark(this.name) };
    },
    addInputRules() {
      return options.markdown ? [markInputRule({ find: options.markdown, type: this.type })] : [];
    },
  });
}

export const Bold = simpleMark({
  name: "bold",
  tag: "strong",
  tags: ["strong", "b"],
  shortcut: "Mod-b",
  styleName: "font-weight",
  style: (value) => /^(bold(er)?|[6-9]\d\d)$/.test(value),
  markdown: /(?:^|\s)(\*\*(?!\s)((?:[^*]+))\*\*)$/,
});
export const Italic = simpleMark({
  name: "italic",
  tag: "em",
  tags: ["em", "i"],
  shortcut: "Mod-i",
  styleName: "font-style",
  style: (value) => value === "italic",
  markdown: /(?:^|\s)(_(?!\s)((?:[^_]+))_)$/,
});
export const Code = simpleMark({
  name: "code",
  tag: "code",
  tags: ["code", "kbd", "samp", "tt"],
  shortcut: "Mod-e",
  markdown: /(?:^|\s)(`([^`]+)`)$/,
});
export const Strike = simpleMark({
  name: "strike",
  tag: "s",
  tags: ["s", "del", "strike"],
  shortcut: "Mod-Shift-x",
  styleName: "text-decoration",
  style: (value) => value.includes("line-through"),
});
export const Underline = simpleMark({
  name: "underline",
  tag: "u",
  tags: ["u"],
  shortcut: "Mod-u",
  styleName: "text-decoration",
  style: (value) => value.includes("underline"),
});
export const Subscript = simpleMark({
  name: "subscript",
  tag: "sub",
  tags: ["sub"],
  shortcut: "Mod-,",
});
export const Superscript = simpleMark({
  name: "superscript",
  tag: "sup",
  tags: ["sup"],
  shortcut: "Mod-.",
});

function safeHref(value: unknown): string | null {
  const parsed = SafeHref.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** What a person types into the link field: an address without its beginning is a web address. */
export function completeHref(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return null;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return `mailto:${text}`;
  return (
    safeHref(text) ??
    (/^[\w-]+(\.[\w-]+)+([/?#].*)?$/.test(text) ? safeHref(`https://${text}`) : null)
  );
}

/** Links to the web, to mail, to a telephone or to a block; anything else is pasted as plain words. */
export const Link = Mark.create({
  name: "link",
  priority: 1100,
  inclusive: false,
  excludes: "link",
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    {
      tag: "a[href]",
      getAttrs: (element) => {
        const href = safeHref(element.getAttribute("href"));
        return href === null ? false : { href };
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => [
    "a",
    {
      href: safeHref(HTMLAttributes.href) ?? "#",
      rel: "noopener noreferrer nofollow",
      class: "link",
    },
    0,
  ],
  addPasteRules() {
    return [
      markPasteRule({
        find: /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g,
        type: this.type,
        getAttributes: (match) => ({ href: match[0] }),
      }),
    ];
  },
});
