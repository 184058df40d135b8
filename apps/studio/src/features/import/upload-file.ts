/**
 * Puts a file where a signed address says, with progress as a share of its bytes. Fetch cannot tell how
 * much of a body has gone out, so this is an XMLHttpRequest. Rejects with `AbortError` when told to stop.
 */
export function uploadFile(
  file: File,
  uploadUrl: string,
  { onShare, signal }: { onShare: (share: number) => void; signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener("abort", stop, { once: true });
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onShare(event.loaded / event.total);
    });
    request.addEventListener("loadend", () => signal.removeEventListener("abort", stop));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new Error(`The upload was refused (${request.status})`));
    });
    request.addEventListener("error", () => reject(new Error("The connection was lost")));
    request.addEventListener("abort", () =>
      reject(new DOMException("The upload was stopped", "AbortError")),
    );
    request.open("PUT", uploadUrl);
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.send(file);
  });
}
