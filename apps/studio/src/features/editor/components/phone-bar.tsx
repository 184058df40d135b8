"use client";

import { Sheet, SheetContent, SheetTrigger } from "@byteos/ui/primitives/sheet";
import Eye from "lucide-react/icons/eye";
import List from "lucide-react/icons/list";
import Plus from "lucide-react/icons/plus";
import Quote from "lucide-react/icons/quote";
import Undo2 from "lucide-react/icons/undo-2";
import Link from "next/link";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";
import { OutlinePanel } from "./outline-panel.tsx";

const itemClasses =
  "icon-22 text-muted grid h-16 content-center justify-items-center gap-1 rounded-control text-xs font-medium -outline-offset-2! disabled:text-subtle";

/** The editor's five on a phone. */
export function PhoneBar() {
  const editor = useCourseEditor();
  const courseId = useEditorState((state) => state.course.id);
  const openId = useEditorState((state) => state.openId);
  const undoLabel = useEditorState((state) => state.undoLabel);
  const [isOutlineOpen, setIsOutlineOpen] = useState(false);
  const item = (label: string, icon: ReactNode, onPress: () => void, isDisabled = false) => (
    <button type="button" className={itemClasses} disabled={isDisabled} onClick={onPress}>
      {icon}
      {label}
    </button>
  );
  return (
    <nav
      aria-label="Editor"
      className="z-bar border-line bg-bg fixed inset-x-0 bottom-0 grid grid-cols-5 border-t px-1 pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <Sheet open={isOutlineOpen} onOpenChange={setIsOutlineOpen}>
        <SheetTrigger asChild>
          <button type="button" className={itemClasses}>
            <List aria-hidden />
            Outline
          </button>
        </SheetTrigger>
        <SheetContent title="Outline" side="bottom">
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- closes after a choice inside, however it was made */}
          <div
            onClick={(event) => {
              if (
                event.target instanceof Element &&
                event.target.closest("[aria-current], li > button")
              ) {
                setIsOutlineOpen(false);
              }
            }}
          >
            <OutlinePanel className="px-0! pt-0!" />
          </div>
        </SheetContent>
      </Sheet>
      {item(
        "Insert",
        <Plus aria-hidden />,
        () => editor.current?.startInsert(),
        !editor.isEditable,
      )}
      {item("Sources", <Quote aria-hidden />, () => {
        editor.store.setState({ panel: "sources" });
        document.querySelector("#panel")?.scrollIntoView({ block: "start" });
      })}
      <Link
        href={`/courses/${courseId}/preview${openId === null ? "" : `?module=${openId}`}`}
        prefetch={false}
        className={itemClasses}
      >
        <Eye aria-hidden />
        Preview
      </Link>
      {item("Undo", <Undo2 aria-hidden />, () => void editor.undo(), undoLabel === null)}
    </nav>
  );
}
