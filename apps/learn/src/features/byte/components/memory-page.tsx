import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Button } from "@byteos/ui/primitives/button";
import { Textarea } from "@byteos/ui/primitives/textarea";
import { correctMemoryAction, forgetMemoryAction } from "../actions.ts";
import type { Memory } from "../loaders.ts";

const day = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

/** What Byte remembers, each fact with the words it comes from, to put right or to delete. */
export function MemoryPage({ memories }: { memories: readonly Memory[] }) {
  return (
    <div className="grid max-w-170 gap-8">
      <PageHeader
        title="What Byte remembers"
        description="Only what you said of yourself. It shapes how Byte answers you, and nobody else sees it. What you delete no longer counts."
        className="mb-0!"
      />
      {memories.length === 0 ? (
        <EmptyState title="Nothing yet">
          Tell Byte something like “Remember that I prefer short answers”, and it is listed here.
        </EmptyState>
      ) : (
        <ul className="grid gap-4">
          {memories.map((memory) => (
            <li key={memory.id} className="border-line rounded-card grid gap-3 border p-4">
              <form action={correctMemoryAction} className="grid gap-3">
                <input type="hidden" name="memoryId" value={memory.id} />
                <Textarea
                  key={memory.fact}
                  name="fact"
                  aria-label={`What Byte remembers: ${memory.fact}`}
                  defaultValue={memory.fact}
                  required
                  maxLength={300}
                  rows={1}
                />
                <p className="text-muted text-xs text-pretty">
                  {memory.correctedAt === null ? (
                    <>
                      You said on {day.format(memory.createdAt)}
                      {memory.evidence === null ? "." : `: “${memory.evidence}”`}
                    </>
                  ) : (
                    `You put it in these words on ${day.format(memory.correctedAt)}.`
                  )}
                </p>
                <div className="flex flex-wrap gap-2">
                  <Button type="submit" size="sm">
                    Save
                  </Button>
                  <Button
                    type="submit"
                    size="sm"
                    variant="ghost"
                    formAction={forgetMemoryAction}
                    formNoValidate
                    aria-label={`Delete: ${memory.fact}`}
                  >
                    Delete
                  </Button>
                </div>
              </form>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
