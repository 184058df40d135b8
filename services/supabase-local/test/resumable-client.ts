import { Upload, type UploadOptions } from "tus-js-client";

interface SendOptions {
  endpoint: string;
  headers: Record<string, string>;
  metadata: Record<string, string>;
  chunkSize: number;
  /** Taken up again from here instead of begun. */
  uploadUrl?: string | null;
  /** Called after each part that the server has acknowledged; what it throws ends the upload. */
  onPart?: (acknowledgedBytes: number, url: string) => void;
  extra?: Partial<UploadOptions>;
}

/** Uploads with the client that hosted storage is documented with, which does not try again. Gives the address. */
export function sendResumable(content: Buffer, options: SendOptions): Promise<{ url: string }> {
  return new Promise((resolve, reject) => {
    const upload: Upload = new Upload(content, {
      endpoint: options.endpoint,
      uploadUrl: options.uploadUrl ?? null,
      headers: options.headers,
      metadata: options.metadata,
      chunkSize: options.chunkSize,
      retryDelays: null,
      uploadDataDuringCreation: true,
      removeFingerprintOnSuccess: true,
      onChunkComplete: (_size, acknowledgedBytes) => {
        try {
          options.onPart?.(acknowledgedBytes, upload.url ?? "");
        } catch (error) {
          void upload.abort();
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      },
      onError: reject,
      onSuccess: () => resolve({ url: upload.url ?? "" }),
      ...options.extra,
    });
    upload.start();
  });
}
