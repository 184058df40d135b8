import { Node, mergeAttributes, nodeInputRule, wrappingInputRule } from "@tiptap/core";
import { blockAttributes, plainAttribute } from "./block-attributes.ts";
import { turnIntoInputRule } from "./turn-into-input-rule.ts";

export const Document = Node.create({ name: "doc", topNode: true, content: "block*" });
export const Text = Node.create({ name: "text", group: "inline" });

export const HardBreak = Node.create({
  name: "hardBreak",
  inline: true,
  group: "inline",
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
  renderText: () => "\n",
  addKeyboardShortcuts() {
    return {
      "Shift-Enter": () =>
        this.editor.commands.first(({ commands }) => [
          () => commands.exitCode(),
          () => commands.insertContent({ type: this.name }),
        ]),
    };
  },
});

export const Paragraph = Node.create({
  name: "paragraph",
  priority: 1000,
  group: "block calloutChild",
  content: "inline*",
  addAttributes: blockAttributes,
  parseHTML: () => [{ tag: "p" }],
  renderHTML: ({ HTMLAttributes }) => ["p", HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return { "Mod-Alt-0": () => this.editor.commands.setNode(this.name) };
  },
});

/** Levels 2 to 4: the module's title is level 1, and what comes deeper is level 4. */
export const Heading = Node.create({
  name: "heading",
  group: "block",
  content: "inline*",
  defining: true,
  addAttributes: () => ({ ...blockAttributes(), level: { default: 2, rendered: false } }),
  parseHTML: () =>
    [1, 2, 3, 4, 5, 6].map((level) => ({
      tag: `h${level}`,
      attrs: { level: Math.min(4, Math.max(2, level)) },
    })),
  renderHTML: ({ node, HTMLAttributes }) => [`h${String(node.attrs.level)}`, HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return Object.fromEntries(
      [2, 3, 4].map((level) => [
        `Mod-Alt-${level}`,
        () => this.editor.commands.toggleNode(this.name, "paragraph", { level }),
      ]),
    );
  },
  addInputRules() {
    return [2, 3, 4].map((level) =>
      turnIntoInputRule({
        find: new RegExp(`^(#{${level - 1},${level}})\\s$`),
        type: this.type,
        getAttributes: (match) => ({ level: Math.max(2, match[1]?.length ?? level) }),
      }),
    );
  },
});

export const Quote = Node.create({
  name: "quote",
  group: "block calloutChild",
  content: "inline*",
  defining: true,
  addAttributes: () => ({ ...blockAttributes(), attribution: plainAttribute<string | null>(null) }),
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
  addInputRules() {
    return [turnIntoInputRule({ find: /^\s*>\s$/, type: this.type })];
  },
});

export const CodeBlock = Node.create({
  name: "codeBlock",
  group: "block calloutChild",
  content: "text*",
  marks: "",
  code: true,
  defining: true,
  addAttributes: () => ({
    ...blockAttributes(),
    language: {
      default: null,
      rendered: false,
      parseHTML: (element: HTMLElement) =>
        /(?:^|\s)(?:language|lang)-(\S{1,40})/.exec(
          `${element.className} ${element.firstElementChild?.className ?? ""}`,
        )?.[1] ?? null,
    },
    caption: plainAttribute<string | null>(null),
  }),
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" as const }],
  renderHTML: ({ HTMLAttributes }) => ["pre", HTMLAttributes, ["code", 0]],
  addInputRules() {
    return [
      turnIntoInputRule({
        find: /^```([\w+#-]{0,40})\s$/,
        type: this.type,
        getAttributes: (match) => ({ language: match[1] === "" ? null : match[1] }),
      }),
    ];
  },
  addKeyboardShortcuts() {
    return {
      Tab: () =>
        this.editor.isActive(this.name) ? this.editor.commands.insertContent("  ") : false,
      // A third Enter, or Cmd Enter, leaves the code.
      Enter: () => {
        const { $from, empty } = this.editor.state.selection;
        if (!empty || $from.parent.type !== this.type) return false;
        const isAtEnd = $from.parentOffset === $from.parent.content.size;
        if (!isAtEnd || !$from.parent.textContent.endsWith("\n\n")) return false;
        return this.editor
          .chain()
          .command(({ tr }) => {
            tr.delete($from.pos - 2, $from.pos);
            return true;
          })
          .exitCode()
          .run();
      },
      "Mod-Enter": () => this.editor.isActive(this.name) && this.editor.commands.exitCode(),
    };
  },
});

export const Divider = Node.create({
  name: "divider",
  group: "block",
  addAttributes: blockAttributes,
  parseHTML: () => [{ tag: "hr" }],
  renderHTML: ({ HTMLAttributes }) => ["hr", HTMLAttributes],
  addInputRules() {
    return [nodeInputRule({ find: /^(?:---|—-)$/, type: this.type })];
  },
});

function listNode(name: "bulletList" | "orderedList", tag: "ul" | "ol", find: RegExp) {
  return Node.create({
    name,
    group: "block calloutChild list",
    content: "listItem+",
    addAttributes: blockAttributes,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, mergeAttributes(HTMLAttributes), 0],
    addInputRules() {
      return [wrappingInputRule({ find, type: this.type })];
    },
    addKeyboardShortcuts() {
      return {
        [name === "bulletList" ? "Mod-Shift-8" : "Mod-Shift-7"]: () =>
          this.editor.commands.toggleList(name, "listItem"),
      };
    },
  });
}
export const BulletList = listNode("bulletList", "ul", /^\s*([-+*])\s$/);
export const OrderedList = listNode("orderedList", "ol", /^(\d+)\.\s$/);

/** One paragraph and at most one list under it, as in the contract. */
export const ListItem = Node.create({
  name: "listItem",
  content: "paragraph list?",
  defining: true,
  parseHTML: () => [{ tag: "li" }],
  renderHTML: ({ HTMLAttributes }) => ["li", HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      Tab: () => this.editor.commands.sinkListItem(this.name),
      "Shift-Tab": () => this.editor.commands.liftListItem(this.name),
    };
  },
});
