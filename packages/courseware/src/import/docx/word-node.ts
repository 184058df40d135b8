/** The parts of mammoth's document model that are read here. */
export interface WordNode {
  readonly type: string;
  readonly children?: readonly WordNode[];
  readonly value?: string;
  readonly styleId?: string | null;
  readonly numbering?: { readonly isOrdered: boolean; readonly level: string | number } | null;
  readonly isBold?: boolean;
  readonly isItalic?: boolean;
  readonly isUnderline?: boolean;
  readonly isStrikethrough?: boolean;
  readonly verticalAlignment?: string;
  readonly font?: string | null;
  readonly fontSize?: number | null;
  readonly href?: string;
  readonly noteType?: string;
  readonly noteId?: string;
  readonly breakType?: string;
  readonly checked?: boolean;
  readonly colSpan?: number;
  readonly rowSpan?: number;
  readonly isHeader?: boolean;
  readonly altText?: string | null;
  readonly readAsBuffer?: () => Promise<Uint8Array>;
}

export interface WordDocument extends WordNode {
  readonly notes: { resolve(reference: WordNode): { readonly body: readonly WordNode[] } | null };
  readonly comments: readonly unknown[];
}

export function* walkNodes(root: WordNode): Generator<WordNode> {
  const pending: WordNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    if (node.children !== undefined) pending.push(...[...node.children].reverse());
  }
}
