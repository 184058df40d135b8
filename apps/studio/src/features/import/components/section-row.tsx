"use client";

import type { OutlineSection } from "@byteos/contracts/outline";
import { Button } from "@byteos/ui/primitives/button";
import { Skeleton } from "@byteos/ui/primitives/skeleton";
import type { SectionPreview } from "@byteos/usecases/import/preview-section";
import ChevronRight from "lucide-react/icons/chevron-right";
import Scissors from "lucide-react/icons/scissors";
import { useState } from "react";

export interface SectionRowProps {
  importId: string;
  section: OutlineSection;
  /** Missing on the first section, where there is nothing to split off. */
  onSplit: (() => void) | undefined;
}

type Preview = SectionPreview | "loading" | "failed" | null;

/** A section of the document: its size and place, its first words on demand, and the cut before it. */
export function SectionRow({ importId, section, onSplit }: SectionRowProps) {
  const [preview, setPreview] = useState<Preview>(null);

  async function load(): Promise<void> {
    setPreview("loading");
    try {
      const response = await fetch(`/api/imports/${importId}/section?section=${section.id}`);
      if (!response.ok) throw new Error("No preview");
      setPreview((await response.json()) as SectionPreview);
    } catch {
      setPreview("failed");
    }
  }

  return (
    <li className="group/section">
      <details
        onToggle={(event) => {
          if (event.currentTarget.open && (preview === null || preview === "failed")) void load();
        }}
        className="group/details"
      >
        <summary className="rounded-control hover:bg-surface-2 flex min-h-9 list-none items-center gap-2 px-2 py-1.5">
          <ChevronRight
            aria-hidden
            className="icon-16 text-muted transition-transform group-open/details:rotate-90"
          />
          <span className="min-w-0 flex-1 truncate">{section.title || "Without a heading"}</span>
          <span className="text-muted shrink-0 text-xs tabular-nums">
            {section.words.toLocaleString("en")} words
            {section.page !== undefined && `, p. ${section.page}`}
          </span>
        </summary>
        <div className="ms-8 me-2 mt-1 mb-3">
          {preview === "loading" && (
            <div className="grid gap-2 py-1" aria-label="Loading the text" role="status">
              <Skeleton className="h-4 w-full" />
              <Skeleton className="h-4 w-3/4" />
            </div>
          )}
          {preview === "failed" && (
            <p className="text-muted text-sm">
              The text could not be loaded. Close and open again.
            </p>
          )}
          {typeof preview === "object" && preview !== null && (
            <p className="max-w-[68ch] font-serif text-base whitespace-pre-line">
              {preview.text}
              {preview.isShortened && "…"}
            </p>
          )}
          {onSplit !== undefined && (
            <Button size="sm" className="mt-3" onClick={onSplit}>
              <Scissors aria-hidden />
              Start a new module here
            </Button>
          )}
        </div>
      </details>
    </li>
  );
}
