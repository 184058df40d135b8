import { createHash } from "node:crypto";

export const imageMediaTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;
export type ImageMediaType = (typeof imageMediaTypes)[number];

export interface ImportedImage {
  readonly bytes: Uint8Array;
  readonly mediaType: ImageMediaType;
  readonly width: number;
  readonly height: number;
}

/** Bytes that one picture may have. */
export const maxImageBytes = 20 * 1024 * 1024;
const maxImages = 1_000;
const maxTotalBytes = 150 * 1024 * 1024;
const maxSidePx = 16_384;

/** Type and size in pixels from a picture's first bytes; null when it is none that a browser shows safely. */
export function inspectImage(
  bytes: Uint8Array,
): { mediaType: ImageMediaType; width: number; height: number } | null {
  const found = inspectPng(bytes) ?? inspectGif(bytes) ?? inspectWebp(bytes) ?? inspectJpeg(bytes);
  if (found === null || found.width < 1 || found.height < 1) return null;
  return found.width > maxSidePx || found.height > maxSidePx ? null : found;
}

type Inspected = ReturnType<typeof inspectImage>;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}

function inspectPng(bytes: Uint8Array): Inspected {
  if (bytes.length < 24 || ascii(bytes, 1, 4) !== "PNG" || ascii(bytes, 12, 16) !== "IHDR")
    return null;
  const view = viewOf(bytes);
  return { mediaType: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

function inspectGif(bytes: Uint8Array): Inspected {
  if (bytes.length < 10 || !/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return null;
  const view = viewOf(bytes);
  return {
    mediaType: "image/gif",
    width: view.getUint16(6, true),
    height: view.getUint16(8, true),
  };
}

function inspectWebp(bytes: Uint8Array): Inspected {
  if (bytes.length < 30 || ascii(bytes, 0, 4) !== "RIFF" || ascii(bytes, 8, 12) !== "WEBP")
    return null;
  const view = viewOf(bytes);
  const mediaType = "image/webp";
  switch (ascii(bytes, 12, 16)) {
    case "VP8X":
      return {
        mediaType,
        width: 1 + (view.getUint32(24, true) & 0xffffff),
        height: 1 + ((view.getUint32(26, true) >>> 8) & 0xffffff),
      };
    case "VP8 ":
      return {
        mediaType,
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { mediaType, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    default:
      return null;
  }
}

function inspectJpeg(bytes: Uint8Array): Inspected {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = viewOf(bytes);
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      return {
        mediaType: "image/jpeg",
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
      };
    }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** The bytes of a picture that came with the document, by the link that the document has; null for others. */
export type FindPicture = (link: string) => Uint8Array | null;

/** Keeps each different picture once, within bounds, under a key made from its content. */
export class ImageCollector {
  readonly images = new Map<string, ImportedImage>();
  skipped = 0;
  private totalBytes = 0;
  private readonly findPicture: FindPicture;

  constructor(findPicture: FindPicture = () => null) {
    this.findPicture = findPicture;
  }

  /** The picture's key, or null when it is not one that can be kept. */
  add(bytes: Uint8Array): string | null {
    const inspected = bytes.length > maxImageBytes ? null : inspectImage(bytes);
    if (inspected === null) {
      this.skipped += 1;
      return null;
    }
    const key = `img-${createHash("sha256").update(bytes).digest("hex").slice(0, 24)}`;
    if (this.images.has(key)) return key;
    if (this.images.size >= maxImages || this.totalBytes + bytes.length > maxTotalBytes) {
      this.skipped += 1;
      return null;
    }
    this.totalBytes += bytes.length;
    this.images.set(key, { bytes, ...inspected });
    return key;
  }

  /** The picture a link holds (`data:`) or means, of those beside the document; nothing is fetched. */
  addLinked(url: string): string | null {
    const match = /^data:image\/(?:png|jpe?g|gif|webp)\s*;\s*base64\s*,/i.exec(url.slice(0, 100));
    if (match !== null) {
      if (url.length > maxImageBytes * 1.4) return null;
      return this.add(Buffer.from(url.slice(match[0].length), "base64"));
    }
    const bytes = this.findPicture(url);
    return bytes === null ? null : this.add(bytes);
  }
}
