import type { PublicBlockOf } from "@byteos/contracts/block";
import ImageOff from "lucide-react/icons/image-off";
import { RichTextView } from "./rich-text-view.tsx";

export interface ImageViewProps {
  block: PublicBlockOf<"image">;
  /** Address of an asset's picture for this reader. */
  imageUrl: (assetId: string) => string;
}

export function ImageView({ block, imageUrl }: ImageViewProps) {
  const caption = block.caption ?? [];
  return (
    <figure className="font-sans">
      {block.assetId === null ? (
        <div className="rounded-card bg-surface text-muted flex items-center gap-3 p-5 text-sm">
          <ImageOff aria-hidden="true" />
          <span>
            {block.alternativeText === null || block.alternativeText === ""
              ? "This picture is not available."
              : `Picture not available: ${block.alternativeText}`}
          </span>
        </div>
      ) : (
        <img
          src={imageUrl(block.assetId)}
          alt={block.isDecorative ? "" : (block.alternativeText ?? "")}
          width={block.width}
          height={block.height}
          loading="lazy"
          decoding="async"
          className="rounded-option h-auto max-w-full"
        />
      )}
      {caption.length > 0 && (
        <figcaption className="text-muted mt-2 text-sm">
          <RichTextView content={caption} />
        </figcaption>
      )}
    </figure>
  );
}
