export const acceptedImages = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"];
export const mostImageBytes = 20 * 1024 * 1024;

export class UploadError extends Error {}

export interface UploadedImage {
  assetId: string;
  width: number | null;
  height: number | null;
}

async function sizeOf(file: File): Promise<{ width: number | null; height: number | null }> {
  try {
    const bitmap = await createImageBitmap(file);
    const size = { width: bitmap.width, height: bitmap.height };
    bitmap.close();
    return size;
  } catch {
    throw new UploadError("This file is not a picture that can be shown. Save it as PNG or JPEG and try again.");
  }
}

interface UploadAnswer {
  assetId?: string;
  error?: { message?: string; suggestion?: string };
}

/** Sends a picture and gives the asset to put into the block. Throws UploadError with words for the person. */
export async function uploadImage(file: File, onProgress: (done: number) => void): Promise<UploadedImage> {
  if (!acceptedImages.includes(file.type)) {
    throw new UploadError("This kind of file cannot be shown as a picture. Use PNG, JPEG, WebP, GIF or AVIF.");
  }
  if (file.size === 0) throw new UploadError("This file is empty.");
  if (file.size > mostImageBytes) {
    throw new UploadError("This picture has more than 20 MB. Make it smaller and try again.");
  }
  const size = await sizeOf(file);
  const answer = await new Promise<UploadAnswer>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/assets");
    request.setRequestHeader("content-type", file.type);
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("error", () =>
      reject(new UploadError("The connection broke. Nothing was changed; try again.")),
    );
    request.addEventListener("load", () => resolve((request.response ?? {}) as UploadAnswer));
    request.send(file);
  });
  if (answer.assetId === undefined) {
    throw new UploadError(answer.error?.message ?? "The picture could not be kept. Try again.");
  }
  return { assetId: answer.assetId, ...size };
}
