"use client";

import { EditorContent } from "@tiptap/react";
import { useState } from "react";
import type { ModuleSession } from "../state/module-session.ts";
import { BlockOverlay } from "./block-overlay.tsx";
import { SlashList } from "./slash-list.tsx";

/** The editor of the open module with all that floats over it. */
export default function ModuleEditorView({ session }: { session: ModuleSession }) {
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  return (
    <div ref={setFrame} className="relative">
      <EditorContent editor={session.editor} />
      {frame === null ? null : (
        <>
          <BlockOverlay editor={session.editor} frame={frame} />
          <SlashList editor={session.editor} frame={frame} />
        </>
      )}
    </div>
  );
}
