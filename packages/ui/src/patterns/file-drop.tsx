"use client";

import Upload from "lucide-react/icons/upload";
import { type DragEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { cn } from "../logic/cn.ts";
import { chosenFiles, readDroppedFiles, type DroppedFile } from "../logic/dropped-files.ts";
import { formatBytes } from "../logic/format-bytes.ts";
import { Button } from "../primitives/button.tsx";
import { FormError } from "./form-error.tsx";

export interface FileDropProps {
  title: ReactNode;
  description: ReactNode;
  /** As for <input accept>: ".pdf,.docx,.md,.html". */
  accept: string;
  maxBytes: number;
  /** Kinds that come along with the others: ".png,.jpg". */
  companions?: string;
  /** Also takes folders, with this button to choose one; files of other kinds in them are passed over. */
  folderLabel?: string;
  isMultiple?: boolean;
  isDisabled?: boolean;
  onFiles: (files: DroppedFile[]) => void;
  chooseLabel?: string;
  /** Beside the button: "Start from a blank outline", "Paste a link". */
  actions?: ReactNode;
  className?: string;
}

/** Every browser knows the attribute, React's types do not. */
const foldersOnly = { webkitdirectory: "" };

function endingsOf(accept: string): string[] {
  return accept
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part.startsWith("."));
}

function hasEnding(name: string, accept: string): boolean {
  return endingsOf(accept).some((ending) => name.toLowerCase().endsWith(ending));
}

/** What is wrong with a file before it is sent; null when nothing is. */
export function checkDroppedFile(
  file: Pick<File, "name" | "size">,
  accept: string,
  maxBytes: number,
): string | null {
  const endings = endingsOf(accept);
  if (endings.length > 0 && !hasEnding(file.name, accept)) {
    return `${file.name} is not one of the kinds we read (${endings.join(", ")}).`;
  }
  if (file.size === 0) return `${file.name} is empty. Check the file and choose it again.`;
  if (file.size > maxBytes) {
    return `${file.name} has ${formatBytes(file.size)}; the limit is ${formatBytes(maxBytes)}.`;
  }
  return null;
}

export function FileDrop({
  title,
  description,
  accept,
  maxBytes,
  companions = "",
  folderLabel,
  isMultiple = false,
  isDisabled = false,
  onFiles,
  chooseLabel = "Choose a file",
  actions,
  className,
}: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const depth = useRef(0);
  const [isOver, setIsOver] = useState(false);
  const [errors, setErrors] = useState<string[]>([]);
  const kinds = companions === "" ? accept : `${accept},${companions}`;
  const take = (dropped: readonly DroppedFile[]): void => {
    const files = dropped
      .filter(({ file, path }) => !path.includes("/") || hasEnding(file.name, kinds))
      .slice(0, isMultiple ? undefined : 1);
    const checked = files.map((each) => ({
      each,
      error: checkDroppedFile(each.file, kinds, maxBytes),
    }));
    const good = checked.filter(({ error }) => error === null).map(({ each }) => each);
    const isAlone = good.length > 0 && !good.some(({ file }) => hasEnding(file.name, accept));
    const isNothing = dropped.length > 0 && files.length === 0;
    setErrors([
      ...checked.flatMap(({ error }) => error ?? []),
      ...(isAlone ? ["These are pictures only. Add the document that shows them."] : []),
      ...(isNothing
        ? [`The folder holds none of the kinds we read (${accept.replaceAll(",", ", ")}).`]
        : []),
    ]);
    if (good.length > 0 && !isAlone) onFiles(good);
  };
  const takeFrom = (chooser: HTMLInputElement | null): void => {
    if (chooser === null || !chooser.files?.length) return;
    take(chosenFiles(chooser.files));
    chooser.value = "";
  };
  // What was chosen while the page's scripts were still on their way.
  const takeEarly = useEffectEvent(() => takeFrom(input.current));
  useEffect(() => takeEarly(), []);
  const move = (event: DragEvent, change: number): void => {
    if (isDisabled || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + change);
    setIsOver(depth.current > 0);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is an extra way; the button does the same
    <div
      role="group"
      aria-label={typeof title === "string" ? title : "Drop a file"}
      onDragEnter={(event) => move(event, 1)}
      onDragLeave={(event) => move(event, -1)}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes("Files")) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        depth.current = 0;
        setIsOver(false);
        if (!isDisabled) void readDroppedFiles(event.dataTransfer).then(take);
      }}
      className={cn(
        "flex items-center gap-5 rounded-card border-[1.5px] border-dashed p-6 max-sm:p-5",
        isOver ? "border-primary bg-primary-soft" : "border-control bg-surface",
        className,
      )}
    >
      <span aria-hidden className="relative h-21 w-18 shrink-0 max-sm:hidden">
        <span className="bg-raised absolute inset-y-0 start-1 w-15 -rotate-6 rounded-[5px] shadow-[0_0_0_1px_var(--line-strong)]" />
        <span className="bg-raised absolute inset-y-0 start-2 w-15 rotate-5 rounded-[5px] shadow-[0_0_0_1px_var(--line-strong)]" />
        <span className="bg-raised text-primary absolute inset-y-0 start-1.5 grid w-15 place-items-center rounded-[5px] shadow-[0_0_0_1px_var(--line-strong),var(--elevation-1)]">
          <Upload className="icon-20" />
        </span>
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="text-base font-semibold tracking-[-0.008em]">{title}</h2>
        <p className="text-muted mt-1 max-w-[52ch] text-pretty">{description}</p>
        <div className="mt-4 flex flex-wrap gap-2">
          <Button
            disabled={isDisabled}
            onClick={() => input.current?.click()}
            className="max-sm:flex-1"
          >
            {chooseLabel}
          </Button>
          {folderLabel === undefined ? null : (
            <Button
              disabled={isDisabled}
              onClick={() => folderInput.current?.click()}
              className="max-sm:hidden"
            >
              {folderLabel}
            </Button>
          )}
          {actions}
        </div>
        <FormError className={errors.length > 0 ? "mt-4" : ""}>
          {errors.length > 0 ? errors.join(" ") : null}
        </FormError>
        <input
          ref={input}
          type="file"
          hidden
          tabIndex={-1}
          aria-hidden
          accept={kinds}
          multiple={isMultiple}
          onChange={(event) => takeFrom(event.target)}
        />
        {folderLabel === undefined ? null : (
          <input
            ref={folderInput}
            type="file"
            hidden
            tabIndex={-1}
            aria-hidden
            {...foldersOnly}
            onChange={(event) => takeFrom(event.target)}
          />
        )}
      </div>
    </div>
  );
}
