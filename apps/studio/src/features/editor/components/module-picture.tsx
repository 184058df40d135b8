import type { Block } from "@byteos/contracts/block";
import { cn } from "@byteos/ui/logic/cn";
import { BlockView } from "@byteos/ui/patterns/blocks/block-view";
import { questionLabel } from "../questions/new-question.ts";

const gaps: Partial<Record<Block["type"], string>> = { heading: "mt-6 first:mt-0" };

function QuestionPicture({ block }: { block: Extract<Block, { type: "question" }> }) {
  return (
    <div className="rounded-card bg-surface p-5 font-sans">
      <p className="text-stem font-medium">
        {questionLabel(block.question) || "Question without words yet"}
      </p>
    </div>
  );
}

/** A module as the server draws it, in the editor's measures, before the editor is there. */
export function ModulePicture({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className="module-picture text-document font-serif">
      {blocks.map((block) => {
        const page = block.sources?.[0]?.page;
        return (
          <div
            key={block.id}
            data-block-id={block.id}
            {...(page === undefined ? {} : { "data-page": `p. ${page}` })}
            className={cn("mb-2 py-1 [overflow-wrap:anywhere]", gaps[block.type])}
          >
            {block.type === "question" ? (
              <QuestionPicture block={block} />
            ) : (
              <BlockView
                block={block}
                imageUrl={(assetId) => `/media/${assetId}`}
                renderQuestion={() => null}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
