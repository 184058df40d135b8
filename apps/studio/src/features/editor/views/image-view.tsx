import { cn } from "@byteos/ui/logic/cn";
import { Button } from "@byteos/ui/primitives/button";
import { NodeViewContent, NodeViewWrapper } from "@tiptap/react";
import type { ReactNodeViewProps } from "@tiptap/react";
import ImagePlus from "lucide-react/icons/image-plus";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useRef, useState } from "react";
import { acceptedImages, uploadImage, UploadError } from "../state/upload-image.ts";

type Upload =
  | { kind: "idle" }
  | { kind: "sending"; progress: number }
  | { kind: "failed"; message: string };

/** A picture with its words for those who do not see it. The caption is ordinary text below. */
export function ImageNodeView({ node, updateAttributes, selected }: ReactNodeViewProps) {
  const input = useRef<HTMLInputElement>(null);
  const [upload, setUpload] = useState<Upload>({ kind: "idle" });
  const assetId = typeof node.attrs.assetId === "string" ? node.attrs.assetId : null;
  const words = typeof node.attrs.alternativeText === "string" ? node.attrs.alternativeText : "";
  const isDecorative = node.attrs.isDecorative === true;
  const isMissingWords = !isDecorative && words.trim() === "";
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setUpload({ kind: "sending", progress: 0 });
    try {
      const uploaded = await uploadImage(file, (progress) =>
        setUpload({ kind: "sending", progress }),
      );
      updateAttributes(uploaded);
      setUpload({ kind: "idle" });
    } catch (error) {
      setUpload({
        kind: "failed",
        message:
          error instanceof UploadError
            ? error.message
            : "The picture could not be sent. Try again.",
      });
    }
  };
  return (
    <NodeViewWrapper
      as="figure"
      data-block-id={node.attrs.blockId}
      className={cn("rounded-option", selected && "shadow-[0_0_0_2px_var(--primary-line)]")}
      onDragOver={(event: React.DragEvent) => {
        if (event.dataTransfer.types.includes("Files")) event.preventDefault();
      }}
      onDrop={(event: React.DragEvent) => {
        const [file] = event.dataTransfer.files;
        if (file === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        void take(file);
      }}
    >
      <div contentEditable={false} className="font-sans text-sm">
        {assetId === null ? (
          <div className="rounded-card bg-surface border-control grid justify-items-center gap-2 border border-dashed px-4 py-8 text-center">
            <ImagePlus aria-hidden className="icon-22 text-block-media" />
            <p className="text-muted">
              {upload.kind === "sending"
                ? `Sending the picture, ${Math.round(upload.progress * 100)}%`
                : `PNG, JPEG, GIF or WebP, up to 20 MB`}
            </p>
            <Button
              size="sm"
              busy={upload.kind === "sending"}
              onClick={() => input.current?.click()}
            >
              Choose a picture
            </Button>
          </div>
        ) : (
          <img
            src={`/media/${assetId}`}
            alt={isDecorative ? "" : words}
            className="rounded-option mx-auto h-auto max-h-[70dvh] max-w-full"
            draggable={false}
          />
        )}
        {upload.kind === "failed" ? (
          <p
            role="alert"
            className="text-incorrect-fg mt-2 flex items-center gap-1.5 text-xs font-medium"
          >
            <TriangleAlert aria-hidden /> {upload.message}
          </p>
        ) : null}
        <input
          ref={input}
          type="file"
          accept={acceptedImages.join(",")}
          hidden
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
          <label className="flex min-w-48 flex-1 items-center gap-2">
            <span className="text-muted shrink-0 text-xs font-medium">In words</span>
            <input
              value={isDecorative ? "" : words}
              disabled={isDecorative}
              maxLength={2000}
              placeholder={
                isDecorative ? "Decorative: nothing is read out" : "What the picture shows"
              }
              aria-invalid={isMissingWords}
              onChange={(event) =>
                updateAttributes({
                  alternativeText: event.target.value === "" ? null : event.target.value,
                })
              }
              className="border-control aria-invalid:border-warning rounded-control min-h-8 min-w-0 flex-1 border bg-transparent px-2 text-sm disabled:border-transparent"
            />
          </label>
          <label className="text-muted flex items-center gap-1.5 text-xs">
            <input
              type="checkbox"
              checked={isDecorative}
              onChange={(event) => updateAttributes({ isDecorative: event.target.checked })}
            />
            Decorative
          </label>
          {assetId === null ? null : (
            <Button variant="ghost" size="sm" onClick={() => input.current?.click()}>
              Replace
            </Button>
          )}
        </div>
      </div>
      <NodeViewContent<"figcaption">
        as="figcaption"
        className={cn(
          "caption text-muted mt-1.5 font-sans text-sm",
          node.content.size === 0 && "is-empty",
        )}
      />
    </NodeViewWrapper>
  );
}
