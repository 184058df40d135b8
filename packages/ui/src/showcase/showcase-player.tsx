"use client";

import ALargeSmall from "lucide-react/icons/a-large-small";
import Headphones from "lucide-react/icons/headphones";
import ListTree from "lucide-react/icons/list";
import SquarePlay from "lucide-react/icons/square-play";
import TextAlignStart from "lucide-react/icons/text-align-start";
import { useState } from "react";
import { Callout } from "../patterns/callout.tsx";
import { CodeBlock } from "../patterns/code-block.tsx";
import { PlayerBottomBar, PlayerFrame, ReadingColumn } from "../patterns/player-frame.tsx";
import { PlayerOutline } from "../patterns/player-outline.tsx";
import { SyncState } from "../patterns/sync-state.tsx";
import { ThemeToggle } from "../patterns/theme-toggle.tsx";
import { Button } from "../primitives/button.tsx";
import { IconButton } from "../primitives/icon-button.tsx";
import { SegmentedControl } from "../primitives/segmented-control.tsx";

const titles = [
  "Why versions",
  "Setting up",
  "Recording changes",
  "Reading a history",
  "Ignoring files",
  "Working together",
];

/** The player's frame with a lesson in it. */
export function ShowcasePlayer() {
  const [form, setForm] = useState("text");
  return (
    <PlayerFrame
      exitHref="#home"
      courseTitle="Version control with Git"
      progress={{
        label: "Lesson progress",
        words: "3 of 6",
        parts: titles.map((_, index) => ({
          state: index < 2 ? "done" : index === 2 ? "current" : "next",
          share: 0.5,
        })),
      }}
      sync={<SyncState state="synced" />}
      actions={
        <>
          <IconButton label="Text size and spacing">
            <ALargeSmall aria-hidden />
          </IconButton>
          <ThemeToggle />
        </>
      }
      modes={
        <SegmentedControl
          label="Form of this lesson"
          value={form}
          onValueChange={setForm}
          segments={[
            {
              value: "text",
              label: "Text",
              icon: <TextAlignStart aria-hidden className="icon-18" />,
            },
            {
              value: "video",
              label: "Video",
              icon: <SquarePlay aria-hidden className="icon-18" />,
            },
            {
              value: "audio",
              label: "Audio",
              icon: <Headphones aria-hidden className="icon-18" />,
            },
          ]}
        />
      }
      outline={
        <PlayerOutline
          modules={titles.map((title, index) => ({
            id: title,
            title,
            href: "#lesson",
            state: index < 2 ? "done" : index === 2 ? "current" : "next",
            isLocked: index > 4,
            ...(index === 2
              ? {
                  blocks: [
                    { id: "a", label: "The staging area", href: "#a", isSeen: true },
                    { id: "b", label: "A first commit", href: "#b", isHere: true },
                    { id: "c", label: "Question 1", href: "#c" },
                  ],
                }
              : {}),
          }))}
        />
      }
      phoneBar={
        <PlayerBottomBar
          start={
            <IconButton label="Course outline" size="lg">
              <ListTree aria-hidden />
            </IconButton>
          }
          end={
            <IconButton label="Text size and spacing" size="lg">
              <ALargeSmall aria-hidden />
            </IconButton>
          }
        >
          <Button variant="primary" size="lg" className="w-full">
            Go to question 1
          </Button>
        </PlayerBottomBar>
      }
    >
      <ReadingColumn>
        <h1 className="max-md:text-lesson font-serif text-4xl font-semibold">Recording changes</h1>
        <p className="text-muted mt-3 font-serif text-xl italic">
          Two steps, and what each of them keeps.
        </p>
        <div className="reading mt-7 grid gap-5">
          <p>
            A change is recorded in two steps. First it goes to the{" "}
            <dfn className="border-control border-b-2 border-dotted not-italic">staging area</dfn>,
            then a commit keeps it. <mark>Nothing is in the history until it is committed.</mark>
          </p>
          <p>
            Each commit names the one before it, so that the whole history can be walked from any
            point.
          </p>
        </div>
        <h2 className="mt-10 font-serif text-2xl font-semibold">In a terminal</h2>
        <CodeBlock
          className="mt-5 md:-mx-3"
          language="bash"
          code={'git add guide.md\ngit commit -m "Explain the staging area"'}
        />
        <Callout isReading variant="note" title="Note" className="mt-7 md:-mx-3">
          Write the message for the person who reads it next year.
        </Callout>
      </ReadingColumn>
    </PlayerFrame>
  );
}
