import type { AnyExtension } from "@tiptap/core";
import { Bold, Code, Italic, Link, Strike, Subscript, Superscript, Underline } from "./marks.ts";
import { Callout, Image, QuestionNode, TableNodes } from "./rich-blocks.ts";
import {
  BulletList,
  CodeBlock,
  Divider,
  Document,
  HardBreak,
  Heading,
  ListItem,
  OrderedList,
  Paragraph,
  Quote,
  Text,
} from "./text-blocks.ts";

/** What a module may hold, without views: the same in the browser and in tests. */
export const marks: readonly AnyExtension[] = [
  Link,
  Bold,
  Italic,
  Code,
  Strike,
  Underline,
  Subscript,
  Superscript,
];
export const plainNodes: readonly AnyExtension[] = [
  Document,
  Text,
  HardBreak,
  Paragraph,
  Heading,
  Divider,
  BulletList,
  OrderedList,
  ListItem,
];
/** Nodes that the editor draws with a view of its own. */
export const viewedNodes = { Quote, CodeBlock, Callout, Image, QuestionNode } as const;

export const schemaExtensions: readonly AnyExtension[] = [
  ...plainNodes,
  ...Object.values(viewedNodes),
  ...TableNodes,
  ...marks,
];
