"use client";

import { CopyButton } from "@byteos/ui/patterns/copy-button";
import { Button } from "@byteos/ui/primitives/button";
import { Popover, PopoverContent, PopoverTrigger } from "@byteos/ui/primitives/popover";
import LinkIcon from "lucide-react/icons/link";

/** How the command line gets the repository at this address. */
export function CloneMenu({ where }: { where: string }) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button>
          <LinkIcon aria-hidden />
          Clone
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-88 max-w-[calc(100vw-2rem)]">
        <h2 className="text-sm font-semibold">Clone with the byteos command</h2>
        <Command text={`byteos clone ${where}`} />
        <p className="text-muted text-xs">
          Sign in once with <code className="font-mono">byteos login</code>.
        </p>
      </PopoverContent>
    </Popover>
  );
}

/** A line to be typed, with a button that copies it. */
export function Command({ text }: { text: string }) {
  return (
    <div className="border-line bg-surface rounded-control my-2 flex items-center gap-2 border ps-3 pe-1">
      <code className="scroll-quiet min-w-0 flex-1 overflow-x-auto py-2 font-mono text-[0.8125rem] whitespace-nowrap">
        {text}
      </code>
      <CopyButton text={text} label="Copy the command" isIconOnly size="sm" />
    </div>
  );
}
