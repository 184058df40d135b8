import { callApi, RefusedError } from "./api-client.ts";

export const acceptedImages = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const mostImageBytes = 20 * 1024 * 1024;

export class UploadError extends Error {}

export interface UploadedImage {
  assetId: string;
  width: number;
  height: number;
}

function checkImage(file: File): void {
  if (!acceptedImages.includes(file.type)) {
    throw new UploadError(
      "Only PNG, JPEG, GIF and WebP pictures can be used. Save it as PNG and try again.",
    );
  }
  if (file.size === 0) throw new UploadError("This file is empty.");
  if (file.size > mostImageBytes) {
    throw new UploadError("This picture is larger than 20 MB. Make it smaller and try again.");
  }
}

function sendFile(file: File, url: string, onProgress: (done: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const broken = new UploadError("The connection broke. Nothing was changed; try again.");
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("content-type", file.type);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("error", () => reject(broken));
    request.addEventListener("load", () => {
      if (request.status < 300) resolve();
      else reject(broken);
    });
    request.send(file);
  });
}

/** Sends a picture and gives the asset to put into the block. Throws UploadError with words for the person. */
export async function uploadImage(
  file: File,
  onProgress: (done: number) => void,
): Promise<UploadedImage> {
  checkImage(file);
  try {
    const { assetId, uploadUrl } = await callApi<{ assetId: string; uploadUrl: string }>(
      "/api/assets",
      { method: "POST", body: { mediaType: file.type, byteSize: file.size } },
    );
    await sendFile(file, uploadUrl, onProgress);
    return await callApi<UploadedImage>(`/api/assets/${assetId}`, {
      method: "POST",
      body: { fileName: file.name.slice(0, 255) },
    });
  } catch (error) {
    if (error instanceof RefusedError) throw new UploadError(error.message, { cause: error });
    throw error;
  }
}
