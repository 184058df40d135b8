"use client";

import ArrowLeftRight from "lucide-react/icons/arrow-left-right";
import Copy from "lucide-react/icons/copy";
import GalleryVerticalEnd from "lucide-react/icons/gallery-vertical-end";
import MessageSquare from "lucide-react/icons/message-square";
import Search from "lucide-react/icons/search";
import Trash from "lucide-react/icons/trash-2";
import { useState } from "react";
import { cn } from "../logic/cn.ts";
import { CommandPalette } from "../patterns/command-palette.tsx";
import { ConfirmDialog } from "../patterns/confirm-dialog.tsx";
import { EmptyState } from "../patterns/empty-state.tsx";
import { KeyboardMap } from "../patterns/keyboard-map.tsx";
import { showUndoToast } from "../patterns/toaster.tsx";
import { Button } from "../primitives/button.tsx";
import { Card } from "../primitives/card.tsx";
import {
  ContextMenu,
  ContextMenuContent,
  ContextMenuItem,
  ContextMenuTrigger,
} from "../primitives/context-menu.tsx";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
  DialogTrigger,
} from "../primitives/dialog.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from "../primitives/dropdown-menu.tsx";
import { Kbd } from "../primitives/kbd.tsx";
import { menuItemClasses, menuSurfaceClasses } from "../primitives/menu-classes.ts";
import { Popover, PopoverContent, PopoverTrigger } from "../primitives/popover.tsx";
import { Sheet, SheetContent, SheetTrigger } from "../primitives/sheet.tsx";
import { Tooltip } from "../primitives/tooltip.tsx";
import { Show, State } from "./showcase-parts.tsx";

const entries = [
  { icon: <Copy aria-hidden />, word: "Duplicate", keys: "⌘D" },
  { icon: <ArrowLeftRight aria-hidden />, word: "Turn into" },
  { icon: <MessageSquare aria-hidden />, word: "Comment" },
];

export function Overlays() {
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const [isMapOpen, setIsMapOpen] = useState(false);
  return (
    <>
      <Show title="Confirm dialog">
        <div className="rounded-card bg-surface-2 grid place-items-center p-8 max-sm:p-4">
          <div className="rounded-card border-line-strong bg-raised shadow-3 max-w-110 border p-6">
            <h3 className="text-xl font-semibold">Publish Version control with Git?</h3>
            <p className="text-muted mt-2 text-pretty">
              64 learners will move to version 7. Their progress is kept, block by block. 2
              flashcards are stale and stay hidden until you refresh them.
            </p>
            <div className="mt-6 flex flex-wrap justify-end gap-2 max-sm:grid">
              <Button variant="ghost">Cancel</Button>
              <ConfirmDialog
                trigger={
                  <Button variant="primary" className="max-sm:order-first">
                    Publish course
                  </Button>
                }
                title="Publish Version control with Git?"
                confirmLabel="Publish course"
                busyLabel="Publishing…"
                onConfirm={() => undefined}
              >
                64 learners will move to version 7. Their progress is kept, block by block.
              </ConfirmDialog>
            </div>
          </div>
        </div>
      </Show>
      <Show title="Menu and toast">
        <div className="grid items-start gap-x-6 gap-y-5 sm:grid-cols-2">
          <ul aria-label="A menu, standing open" className={cn(menuSurfaceClasses, "z-0! p-1.5")}>
            {entries.map((entry, index) => (
              <li key={entry.word} className={cn(menuItemClasses, index === 0 && "bg-hover")}>
                {entry.icon}
                {entry.word}
                {entry.keys ? <Kbd className="ms-auto">{entry.keys}</Kbd> : null}
              </li>
            ))}
            <li className={cn(menuItemClasses, "text-incorrect-fg")}>
              <Trash aria-hidden />
              Delete block
              <Kbd className="ms-auto">⌫</Kbd>
            </li>
          </ul>
          <div>
            <div className="rounded-menu bg-fg text-bg shadow-3 flex min-h-12 items-center gap-3 ps-4 pe-2">
              Block deleted
              <span className="ms-auto px-2.5 font-medium underline underline-offset-3">Undo</span>
            </div>
            <p className="text-muted mt-3 text-xs">
              5 seconds, for results elsewhere on the page. Never for a grade.
            </p>
          </div>
        </div>
        <State caption="Live: each of them opens">
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button>Menu</Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="start">
              {entries.map((entry) => (
                <DropdownMenuItem key={entry.word}>
                  {entry.icon}
                  {entry.word}
                  {entry.keys ? <DropdownMenuShortcut>{entry.keys}</DropdownMenuShortcut> : null}
                </DropdownMenuItem>
              ))}
              <DropdownMenuItem
                tone="danger"
                onSelect={() => showUndoToast("Block deleted", () => undefined)}
              >
                <Trash aria-hidden />
                Delete block
              </DropdownMenuItem>
            </DropdownMenuContent>
          </DropdownMenu>
          <ContextMenu>
            <ContextMenuTrigger asChild>
              <Button>Right click</Button>
            </ContextMenuTrigger>
            <ContextMenuContent>
              <ContextMenuItem>Rename</ContextMenuItem>
              <ContextMenuItem tone="danger">Delete</ContextMenuItem>
            </ContextMenuContent>
          </ContextMenu>
          <Dialog>
            <DialogTrigger asChild>
              <Button>Dialog</Button>
            </DialogTrigger>
            <DialogContent>
              <DialogTitle>Invite people</DialogTitle>
              <DialogDescription>
                They get a mail with a link that works for seven days.
              </DialogDescription>
              <DialogFooter>
                <Button variant="primary">Send invitations</Button>
              </DialogFooter>
            </DialogContent>
          </Dialog>
          <Sheet>
            <SheetTrigger asChild>
              <Button>Sheet</Button>
            </SheetTrigger>
            <SheetContent title="Course outline" side="bottom">
              <p className="text-muted">Nine lessons, about 70 minutes.</p>
            </SheetContent>
          </Sheet>
          <Popover>
            <PopoverTrigger asChild>
              <Button>Popover</Button>
            </PopoverTrigger>
            <PopoverContent aria-label="Source">Page 14, lines 6 to 8.</PopoverContent>
          </Popover>
          <Tooltip text="Undo the last change" keys="⌘Z">
            <Button>Tooltip</Button>
          </Tooltip>
          <Button onClick={() => showUndoToast("Module deleted", () => undefined)}>Toast</Button>
          <Button onClick={() => setIsPaletteOpen(true)}>Palette</Button>
          <Button onClick={() => setIsMapOpen(true)}>Keys</Button>
        </State>
        <CommandPalette
          open={isPaletteOpen}
          onOpenChange={setIsPaletteOpen}
          groups={[
            {
              title: "Go to",
              commands: [
                { id: "courses", label: "Courses", keys: "g c", onSelect: () => undefined },
                { id: "people", label: "People", keys: "g p", onSelect: () => undefined },
              ],
            },
            {
              title: "Do",
              commands: [
                {
                  id: "new",
                  label: "New course",
                  hint: "From a document or blank",
                  onSelect: () => undefined,
                },
              ],
            },
          ]}
        />
        <KeyboardMap
          open={isMapOpen}
          onOpenChange={setIsMapOpen}
          groups={[
            {
              title: "Everywhere",
              keys: [
                { keys: ["⌘", "K"], label: "Search or run" },
                { keys: ["?"], label: "This list" },
              ],
            },
            {
              title: "Questions",
              keys: [
                { keys: ["1", "9"], label: "Choose" },
                { keys: ["↵"], label: "Check or continue" },
                { keys: ["h"], label: "Hint" },
              ],
            },
          ]}
        />
      </Show>
      <Show title="Empty states">
        <div className="grid gap-6 sm:grid-cols-2">
          <EmptyState
            level={3}
            icon={<GalleryVerticalEnd aria-hidden />}
            title="Make your first deck"
            action={<Button>Make a deck</Button>}
          >
            Cards come from definitions in your course.
          </EmptyState>
          <EmptyState
            level={3}
            icon={<Search aria-hidden />}
            title="No courses match"
            action={<Button>Clear filters</Button>}
          >
            Two filters are on: Draft, Pumps.
          </EmptyState>
        </div>
      </Show>
      <Show title="Cards">
        <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
          <Card>
            <b className="text-base font-semibold">Card</b>
            <p className="text-muted">Hairline, no shadow. Holds one thing you can act on.</p>
          </Card>
          <Card kind="well">
            <b className="text-base font-semibold">Well</b>
            <p className="text-muted">Filled, no line. Groups quiet content.</p>
          </Card>
          <Card kind="raised">
            <b className="text-base font-semibold">Raised card</b>
            <p className="text-muted">One a screen: the thing to do next.</p>
          </Card>
          <div className="py-5">
            <b className="text-base font-semibold">No card</b>
            <p className="text-muted">Lists and tables of text sit on the page.</p>
          </div>
        </div>
      </Show>
    </>
  );
}
