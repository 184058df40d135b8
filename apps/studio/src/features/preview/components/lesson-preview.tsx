import type { Block } from "@byteos/contracts/block";
import { BlockView } from "@byteos/ui/patterns/blocks/block-view";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { Button } from "@byteos/ui/primitives/button";
import { previewHref } from "../loaders.ts";
import type { PreviewView } from "../loaders.ts";
import { PreviewQuestion } from "./preview-question.tsx";

function PreviewBlock({ block }: { block: Block }) {
  if (block.type === "question") return <PreviewQuestion id={block.id} question={block.question} />;
  return (
    <BlockView
      block={block}
      imageUrl={(assetId) => `/media/${assetId}`}
      renderQuestion={() => null}
    />
  );
}

/** One lesson in the reading column that Learn uses. */
export function LessonPreview({ view }: { view: PreviewView }) {
  const { module, modules } = view;
  const next = modules[modules.findIndex(({ id }) => id === module?.id) + 1];
  return (
    <main
      aria-label="Lesson"
      data-density="learn"
      className="bg-bg min-h-dvh px-6 pt-8 pb-24 max-sm:px-4 max-sm:pt-4"
    >
      <article className="mx-auto max-w-158">
        <p className="text-muted text-sm">{view.title}</p>
        {module === null || module.blocks.length === 0 ? (
          <EmptyState title={module?.title ?? "No modules yet"} className="mt-6">
            There is nothing to read here yet.
          </EmptyState>
        ) : (
          <>
            <h1 className="max-sm:text-lesson mt-1 font-serif text-4xl font-semibold text-balance">
              {module.title}
            </h1>
            <div className="reading mt-7 grid grid-cols-[minmax(0,1fr)] gap-5 [overflow-wrap:anywhere]">
              {module.blocks.map((block) => (
                <PreviewBlock key={block.id} block={block} />
              ))}
            </div>
            {next ? (
              <div className="border-line mt-10 border-t pt-6">
                <Button asChild variant="primary" size="lg">
                  {/* The page around this frame shows the module. */}
                  <a href={previewHref(view, { module: next.id })} target="_parent">
                    Next:{" "}
                    {next.title.length > 32 ? `${next.title.slice(0, 31).trimEnd()}…` : next.title}
                  </a>
                </Button>
              </div>
            ) : null}
          </>
        )}
      </article>
    </main>
  );
}
