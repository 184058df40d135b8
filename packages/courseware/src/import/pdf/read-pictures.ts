import type { ImageCollector } from "../image-collector.ts";
import { asMatrix, multiply, type Matrix } from "./matrix.ts";
import type { PagePicture, PageRule } from "./page-model.ts";
import type { PdfOperators, PdfPage } from "./pdf-library.ts";
import { encodePng, shrinkPixels } from "./png-encoder.ts";

const maxPictures = 300;
const maxPixels = 400_000_000;
const maxSidePx = 1_600;
const minSidePt = 36;
const maxRulesPerPage = 4_000;
const objectTimeoutMs = 10_000;

export interface PictureReader {
  readonly operators: PdfOperators;
  readonly collector: ImageCollector;
  pixelsLeft: number;
  picturesLeft: number;
}

export function makePictureReader(
  operators: PdfOperators,
  collector: ImageCollector,
): PictureReader {
  return { operators, collector, pixelsLeft: maxPixels, picturesLeft: maxPictures };
}

/** Walks a page's drawing: where its pictures and straight rules stand. */
export async function readPictures(
  page: PdfPage,
  view: Matrix,
  size: { width: number; height: number },
  reader: PictureReader,
): Promise<{ pictures: PagePicture[]; rules: PageRule[] }> {
  const list = await page.getOperatorList();
  const { operators } = reader;
  const pictures: PagePicture[] = [];
  const rules: PageRule[] = [];
  const stack: Matrix[] = [];
  let current = view;
  for (let index = 0; index < list.fnArray.length; index += 1) {
    const operation = list.fnArray[index];
    const parameters: unknown = list.argsArray[index];
    const values: unknown[] = Array.isArray(parameters) ? parameters : [];
    if (operation === operators.save) stack.push(current);
    else if (operation === operators.restore) current = stack.pop() ?? view;
    else if (operation === operators.transform)
      current = multiply(current, asMatrix(numbersOf(values)));
    else if (operation === operators.paintFormXObjectBegin) {
      stack.push(current);
      const inner = numbersOf(values[0]);
      if (inner !== null) current = multiply(current, asMatrix(inner));
    } else if (operation === operators.paintFormXObjectEnd) current = stack.pop() ?? view;
    else if (operation === operators.constructPath && rules.length < maxRulesPerPage)
      rules.push(...rulesOf(values, current, size, operators));
    else if (operation === operators.paintImageXObject && typeof values[0] === "string") {
      const picture = await readPicture(page, values[0], current, size, reader);
      if (picture !== null) pictures.push(picture);
    }
  }
  return { pictures, rules };
}

async function readPicture(
  page: PdfPage,
  id: string,
  matrix: Matrix,
  size: { width: number; height: number },
  reader: PictureReader,
): Promise<PagePicture | null> {
  const corners = [
    [matrix[4], matrix[5]],
    [matrix[4] + matrix[0] + matrix[2], matrix[5] + matrix[1] + matrix[3]],
  ] as const;
  const x = Math.min(corners[0][0], corners[1][0]);
  const y = Math.min(corners[0][1], corners[1][1]);
  const width = Math.abs(corners[1][0] - corners[0][0]);
  const height = Math.abs(corners[1][1] - corners[0][1]);
  const isBackground = width * height > size.width * size.height * 0.85;
  if (width < minSidePt || height < minSidePt || isBackground) return null;
  if (reader.picturesLeft <= 0) {
    reader.collector.skipped += 1;
    return null;
  }
  const image = await pageObject(page, id);
  const bytes = image === null ? null : encodeImage(image, reader);
  const imageKey = bytes === null ? null : reader.collector.add(bytes);
  if (imageKey === null) return null;
  reader.picturesLeft -= 1;
  return { x, y, width, height, imageKey };
}

interface RawImage {
  readonly width: number;
  readonly height: number;
  readonly kind: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

function pageObject(page: PdfPage, id: string): Promise<RawImage | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), objectTimeoutMs);
    const objects = id.startsWith("g_") ? page.commonObjs : page.objs;
    const settle = (value: unknown): void => {
      clearTimeout(timer);
      resolve(isRawImage(value) ? value : null);
    };
    try {
      objects.get(id, settle);
    } catch {
      settle(null);
    }
  });
}

function isRawImage(value: unknown): value is RawImage {
  return (
    typeof value === "object" &&
    value !== null &&
    "data" in value &&
    (value.data instanceof Uint8Array || value.data instanceof Uint8ClampedArray) &&
    "width" in value &&
    typeof value.width === "number" &&
    "height" in value &&
    typeof value.height === "number" &&
    "kind" in value &&
    typeof value.kind === "number"
  );
}

function encodeImage(image: RawImage, reader: PictureReader): Buffer | null {
  const { width, height, kind } = image;
  reader.pixelsLeft -= width * height;
  if (reader.pixelsLeft < 0 || width < 8 || height < 8) {
    if (reader.pixelsLeft < 0) reader.collector.skipped += 1;
    return null;
  }
  // pdf.js image kinds: 1 is one bit a pixel, 2 is RGB, 3 is RGBA.
  const channels = kind === 2 ? 3 : kind === 3 ? 4 : 1;
  const pixels = kind === 1 ? unpackBits(image) : image.data;
  if (pixels.length < width * height * channels) return null;
  const shrunk = shrinkPixels(pixels, width, height, channels, maxSidePx);
  return encodePng(shrunk.pixels, shrunk.width, shrunk.height, channels);
}

function unpackBits({ width, height, data }: RawImage): Uint8Array {
  const out = new Uint8Array(width * height);
  const stride = (width + 7) >> 3;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const byte = data[y * stride + (x >> 3)] ?? 0;
      out[y * width + x] = (byte >> (7 - (x & 7))) & 1 ? 255 : 0;
    }
  }
  return out;
}

function numbersOf(value: unknown): ArrayLike<number> | null {
  if (value instanceof Float32Array || value instanceof Float64Array) return value;
  return Array.isArray(value) && value.every((entry) => typeof entry === "number") ? value : null;
}

/** Straight horizontal and vertical edges of a path: operands are 0 move, 1 line, 2 and 3 curves, 4 close. */
function rulesOf(
  values: readonly unknown[],
  matrix: Matrix,
  size: { width: number; height: number },
  operators: PdfOperators,
): PageRule[] {
  // A path that ends unpainted only clips what follows.
  if (values[0] === operators.endPath) return [];
  const data: unknown = Array.isArray(values[1]) ? (values[1] as unknown[])[0] : values[1];
  const path = numbersOf(data);
  if (path === null) return [];
  const rules: PageRule[] = [];
  let from: readonly [number, number] = [0, 0];
  let start = from;
  const point = (at: number): readonly [number, number] => {
    const placed = multiply(matrix, [1, 0, 0, 1, path[at] ?? 0, path[at + 1] ?? 0]);
    return [placed[4], placed[5]];
  };
  const edge = (to: readonly [number, number]): void => {
    const isStraight = Math.abs(from[0] - to[0]) < 1 !== Math.abs(from[1] - to[1]) < 1;
    if (isStraight) {
      rules.push({
        x1: Math.min(from[0], to[0]),
        x2: Math.max(from[0], to[0]),
        y1: Math.min(from[1], to[1]),
        y2: Math.max(from[1], to[1]),
      });
    }
    from = to;
  };
  for (let at = 0; at < path.length && rules.length < 500;) {
    const command = path[at];
    if (command === 0) {
      from = point(at + 1);
      start = from;
      at += 3;
    } else if (command === 1) {
      edge(point(at + 1));
      at += 3;
    } else if (command === 2) {
      from = point(at + 5);
      at += 7;
    } else if (command === 3) {
      from = point(at + 3);
      at += 5;
    } else if (command === 4) {
      edge(start);
      at += 1;
    } else break;
  }
  const isFrame =
    Math.max(...rules.map((rule) => rule.x2)) - Math.min(...rules.map((rule) => rule.x1)) >
      size.width * 0.92 &&
    Math.max(...rules.map((rule) => rule.y2)) - Math.min(...rules.map((rule) => rule.y1)) >
      size.height * 0.8;
  return isFrame ? [] : rules;
}
