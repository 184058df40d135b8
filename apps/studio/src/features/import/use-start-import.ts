"use client";

import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import type { Explained } from "../../lib/explain-error.ts";
import { createImportUploadAction, startImportAction } from "./actions.ts";
import { uploadFile } from "./upload-file.ts";

export type StartState =
  | { readonly kind: "idle" }
  | { readonly kind: "sending"; readonly names: readonly string[]; readonly share: number }
  | { readonly kind: "starting"; readonly names: readonly string[] }
  | { readonly kind: "failed"; readonly message: string };

function wordsOf(error: Explained): string {
  return error.suggestion === undefined ? error.message : `${error.message} ${error.suggestion}`;
}

/** Sends files or an address and opens the import's page; what goes wrong leaves nothing behind. */
export function useStartImport() {
  const router = useRouter();
  const [state, setState] = useState<StartState>({ kind: "idle" });
  const stopper = useRef<AbortController | null>(null);

  const begin = useCallback(
    async (inputs: readonly object[], names: readonly string[]) => {
      setState({ kind: "starting", names });
      const started = await startImportAction({ inputs });
      if (started.ok) router.push(`/imports/${started.value.importId}`);
      else setState({ kind: "failed", message: wordsOf(started.error) });
    },
    [router],
  );

  const startFiles = useCallback(
    async (files: readonly File[]) => {
      const names = files.map((file) => file.name);
      const stop = new AbortController();
      stopper.current = stop;
      setState({ kind: "sending", names, share: 0 });
      const uploads = await createImportUploadAction({
        files: files.map((file) => ({ fileName: file.name, byteSize: file.size })),
      });
      if (!uploads.ok) {
        setState({ kind: "failed", message: wordsOf(uploads.error) });
        return;
      }
      const total = files.reduce((sum, file) => sum + file.size, 0);
      let sent = 0;
      try {
        for (const [index, file] of files.entries()) {
          const target = uploads.value[index];
          if (target === undefined) continue;
          // One after another: files of a course are small, and the first failure stops the rest.
          await uploadFile(file, target.uploadUrl, {
            signal: stop.signal,
            onShare: (share) =>
              setState({ kind: "sending", names, share: (sent + share * file.size) / total }),
          });
          sent += file.size;
        }
      } catch (error) {
        const isStopped = error instanceof DOMException && error.name === "AbortError";
        setState(
          isStopped
            ? { kind: "idle" }
            : {
                kind: "failed",
                message: `${error instanceof Error ? error.message : "The upload failed"}. Choose the file again to retry.`,
              },
        );
        return;
      }
      await begin(
        uploads.value.map(({ fileName, storagePath }) => ({ fileName, storagePath })),
        names,
      );
    },
    [begin],
  );

  const startAddress = useCallback((url: string) => begin([{ url }], [url]), [begin]);
  const cancel = useCallback(() => stopper.current?.abort(), []);
  return { state, startFiles, startAddress, cancel };
}
