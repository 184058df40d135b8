import QRCode from "qrcode";

export interface QrDrawing {
  /** Modules a side, without the quiet zone; a reader needs four modules of white around it. */
  readonly size: number;
  /** SVG path data, one unit a module, to be filled dark on white. */
  readonly path: string;
}

/** A QR code of `text` at error correction M, as one path of horizontal runs. */
export function drawQrCode(text: string): QrDrawing {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const parts: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    let column = 0;
    while (column < modules.size) {
      let length = 0;
      while (column + length < modules.size && modules.get(row, column + length) === 1) length += 1;
      if (length > 0) parts.push(`M${column} ${row}h${length}v1h-${length}z`);
      column += Math.max(length, 1);
    }
  }
  return { size: modules.size, path: parts.join("") };
}
