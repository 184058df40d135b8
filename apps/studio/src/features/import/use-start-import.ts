"use client";

import type { DroppedFile } from "@byteos/ui/logic/dropped-files";
import { explainedWords } from "@byteos/web/explained-words";
import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { createImportUploadAction, startImportAction } from "./actions.ts";
import { choosePictures } from "./choose-pictures.ts";
import { uploadFile } from "./upload-file.ts";

export type StartState =
  | { readonly kind: "idle" }
  | { readonly kind: "sending"; readonly names: readonly string[]; readonly share: number }
  | { readonly kind: "starting"; readonly names: readonly string[] }
  | { readonly kind: "failed"; readonly message: string };

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
      else setState({ kind: "failed", message: explainedWords(started.error) });
    },
    [router],
  );

  const startFiles = useCallback(
    async (dropped: readonly DroppedFile[]) => {
      const { documents, pictures } = await choosePictures(dropped);
      const files = [...documents, ...pictures];
      const names = documents.map(({ file }) => file.name);
      const stop = new AbortController();
      stopper.current = stop;
      setState({ kind: "sending", names, share: 0 });
      const uploads = await createImportUploadAction({
        files: files.map(({ file }, index) => ({
          fileName: file.name,
          byteSize: file.size,
          isPicture: index >= documents.length,
        })),
      });
      if (!uploads.ok) {
        setState({ kind: "failed", message: explainedWords(uploads.error) });
        return;
      }
      const total = files.reduce((sum, { file }) => sum + file.size, 0);
      let sent = 0;
      try {
        for (const [index, { file }] of files.entries()) {
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
        uploads.value.map(({ fileName, storagePath }, index) => {
          const path = files[index]?.path ?? fileName;
          return index < documents.length
            ? { fileName, path, storagePath }
            : { picture: path, storagePath };
        }),
        names,
      );
    },
    [begin],
  );

  const startAddress = useCallback((url: string) => begin([{ url }], [url]), [begin]);
  const cancel = useCallback(() => stopper.current?.abort(), []);
  return { state, startFiles, startAddress, cancel };
}
