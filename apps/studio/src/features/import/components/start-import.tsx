"use client";

import { FileDrop } from "@byteos/ui/patterns/file-drop";
import { FormError } from "@byteos/ui/patterns/form-error";
import { ProgressTask } from "@byteos/ui/patterns/progress-task";
import type { ReactNode } from "react";
import { pictureEndings } from "../choose-pictures.ts";
import { describeNames } from "../import-words.ts";
import { useStartImport } from "../use-start-import.ts";
import { AddressForm } from "./address-form.tsx";

const importedKinds = ".pdf,.docx,.md,.markdown,.html,.htm";
const largestFileBytes = 200 * 1024 * 1024;

export interface StartImportProps {
  /** More ways to begin, beside the button that chooses files. */
  actions?: ReactNode;
  hasAddress?: boolean;
}

export function StartImport({ actions, hasAddress = false }: StartImportProps) {
  const { state, startFiles, startAddress, cancel } = useStartImport();
  const isBusy = state.kind === "sending" || state.kind === "starting";
  return (
    <div className="grid gap-4">
      {isBusy ? (
        <ProgressTask
          title={describeNames(state.names)}
          detail={
            state.kind === "sending"
              ? `Sending, ${Math.round(state.share * 100)}%`
              : "Handing over to be read"
          }
          share={state.kind === "sending" ? state.share : null}
          {...(state.kind === "sending" ? { onCancel: cancel } : {})}
        />
      ) : (
        <FileDrop
          title="Drop a document to start a course"
          description="PDF, Word, Markdown or HTML, up to 200 MB. Several files or a folder become one course, with the pictures they show. You review the outline before anything is built."
          accept={importedKinds}
          companions={pictureEndings.join(",")}
          folderLabel="Choose a folder"
          maxBytes={largestFileBytes}
          isMultiple
          chooseLabel="Choose files"
          onFiles={(files) => void startFiles(files)}
          actions={actions}
        />
      )}
      <FormError>{state.kind === "failed" ? state.message : null}</FormError>
      {hasAddress && <AddressForm isBusy={isBusy} onAddress={(url) => void startAddress(url)} />}
    </div>
  );
}
