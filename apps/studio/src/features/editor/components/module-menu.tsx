"use client";

import { MoreMenu } from "@byteos/ui/patterns/more-menu";
import { showUndoToast } from "@byteos/ui/patterns/toaster";
import {
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
} from "@byteos/ui/primitives/dropdown-menu";
import type { EditableModule } from "@byteos/usecases/course/load-course-for-edit";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";

const quiet = (work: Promise<unknown>): void => void work.catch(() => undefined);

/** What can be done with one module of the outline. */
export function ModuleMenu({
  module,
  index,
  onRename,
}: {
  module: EditableModule;
  index: number;
  onRename: () => void;
}) {
  const editor = useCourseEditor();
  const count = useEditorState((state) => state.modules.length);
  const remove = async (): Promise<void> => {
    await editor.structure.remove(module.id);
    showUndoToast(`Module “${module.title}” deleted`, () => void editor.undo());
  };
  return (
    <MoreMenu
      label={`More for module ${index + 1}`}
      size="xs"
      className="opacity-0 group-hover/module:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 max-md:opacity-100"
    >
      <DropdownMenuItem onSelect={() => setTimeout(onRename)}>Rename</DropdownMenuItem>
      <DropdownMenuItem
        disabled={index === 0}
        onSelect={() => quiet(editor.structure.move(module.id, index - 1))}
      >
        Move up <DropdownMenuShortcut>Alt Shift ↑</DropdownMenuShortcut>
      </DropdownMenuItem>
      <DropdownMenuItem
        disabled={index === count - 1}
        onSelect={() => quiet(editor.structure.move(module.id, index + 1))}
      >
        Move down <DropdownMenuShortcut>Alt Shift ↓</DropdownMenuShortcut>
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => quiet(editor.structure.add("New module", index + 1))}>
        Add module below
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem tone="danger" onSelect={() => quiet(remove())}>
        Delete module
      </DropdownMenuItem>
    </MoreMenu>
  );
}
