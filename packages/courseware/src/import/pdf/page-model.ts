/** One run of text on a page; coordinates in points from the top left corner, y at the baseline. */
export interface PageItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly isMonospace: boolean;
  readonly font: string;
  readonly isRotated: boolean;
  /** Id in the structure tree, for tagged files. */
  readonly markedId: string | null;
  readonly isArtifact: boolean;
  readonly href: string | undefined;
}

export interface PagePicture {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly imageKey: string;
}

/** A drawn straight line or the edge of a box. */
export interface PageRule {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface StructureNode {
  readonly role: string;
  readonly alternativeText: string | null;
  readonly children: readonly (StructureNode | string)[];
}

export interface PageContent {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly items: readonly PageItem[];
  readonly pictures: readonly PagePicture[];
  readonly rules: readonly PageRule[];
  readonly structure: StructureNode | null;
}

/** Items on one baseline with nothing but word spaces between them. */
export interface Line {
  readonly items: readonly PageItem[];
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly isBold: boolean;
  readonly isMonospace: boolean;
  readonly page: number;
}
