"use client";

import { useHotkeys } from "@byteos/ui/hooks/use-hotkeys";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { CourseEditor } from "../state/course-editor.ts";
import type { EditorStart } from "../state/editor-store.ts";
import { DocumentArea } from "./document-area.tsx";
import type { ModuleFacts } from "./document-header.tsx";
import { EditorContext, useEditorState } from "./editor-context.tsx";
import { editorKeys } from "./editor-keys.ts";
import { EditorTopBar } from "./editor-top-bar.tsx";
import { OutlinePanel } from "./outline-panel.tsx";
import { PhoneBar } from "./phone-bar.tsx";
import { SidePanel } from "./side-panel.tsx";
import { SourceWordsLoader } from "./use-sourced-count.ts";
import "../editor.css";

// What is not on the first screen comes when it is asked for.
const PublishDialog = dynamic(() =>
  import("./publish-dialog.tsx").then((part) => part.PublishDialog),
);
const ConflictDialog = dynamic(() =>
  import("./conflict-dialog.tsx").then((part) => part.ConflictDialog),
);
const SignInDialog = dynamic(() =>
  import("./sign-in-dialog.tsx").then((part) => part.SignInDialog),
);
const KeyboardMap = dynamic(() =>
  import("@byteos/ui/patterns/keyboard-map").then((part) => part.KeyboardMap),
);

export interface CourseEditorPageProps {
  start: EditorStart;
  facts: ModuleFacts;
  userId: string;
  isEditable: boolean;
  learnUrl: string;
  /** The open module as the server drew it. */
  picture: ReactNode;
}

const longestPictureMs = 4_000;

/**
 * Starts the editor when the person turns to the page. At a desk it also starts by itself; a phone keeps its
 * picture, and its battery, until it is touched.
 */
function useLateStart(editor: CourseEditor): void {
  useEffect(() => {
    let isStarted = false;
    const start = (): void => {
      if (isStarted) return;
      isStarted = true;
      const { openId, openState } = editor.store.getState();
      if (openState === "picture" && openId !== null) void editor.open(openId);
    };
    const events = ["pointerdown", "pointermove", "keydown", "touchstart", "focusin"] as const;
    for (const event of events)
      window.addEventListener(event, start, { once: true, passive: true });
    const isAtDesk = window.matchMedia("(pointer: fine)").matches;
    const timer = isAtDesk ? setTimeout(start, longestPictureMs) : undefined;
    return () => {
      clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, start);
    };
  }, [editor]);
}

function useSafety(editor: CourseEditor): void {
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent): void => {
      if (editor.hasUnsaved) event.preventDefault();
    };
    const onHide = (): void => {
      if (document.visibilityState === "hidden") void editor.saveNow();
    };
    const onBack = (): void => void editor.retry();
    window.addEventListener("beforeunload", onLeave);
    window.addEventListener("online", onBack);
    document.addEventListener("visibilitychange", onHide);
    return () => {
      window.removeEventListener("beforeunload", onLeave);
      window.removeEventListener("online", onBack);
      document.removeEventListener("visibilitychange", onHide);
    };
  }, [editor]);
}

/** Keys of the whole page come before those of fields, so that undo means the same everywhere. */
function useCourseKeys(editor: CourseEditor): void {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.metaKey || event.ctrlKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const act = (work: () => void): void => {
        event.preventDefault();
        event.stopPropagation();
        work();
      };
      if (key === "s") act(() => void editor.saveNow());
      else if (key === "z" && editor.isEditable && editor.current !== null) {
        act(() => void (event.shiftKey ? editor.redo() : editor.undo()));
      } else if (key === "y" && editor.isEditable && editor.current !== null)
        act(() => void editor.redo());
      else if (key === "p" && event.shiftKey) {
        const { course, openId } = editor.store.getState();
        act(() =>
          router.push(`/courses/${course.id}/preview${openId === null ? "" : `?module=${openId}`}`),
        );
      }
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [editor, router]);
}

function AddressOfModule() {
  const openId = useEditorState((state) => state.openId);
  useEffect(() => {
    const url = new URL(window.location.href);
    if (openId === null || url.searchParams.get("module") === openId) return;
    url.searchParams.set("module", openId);
    window.history.replaceState(null, "", url);
  }, [openId]);
  return null;
}

function Dialogs({ learnUrl }: { learnUrl: string }) {
  const dialog = useEditorState((state) => state.dialog);
  const [isMapOpen, setIsMapOpen] = useState(false);
  useHotkeys({ "?": () => setIsMapOpen(true) }, { isEnabled: !isMapOpen });
  return (
    <>
      {dialog === "publish" ? <PublishDialog learnUrl={learnUrl} /> : null}
      {dialog === "conflict" ? <ConflictDialog /> : null}
      {dialog === "sign-in" ? <SignInDialog /> : null}
      {isMapOpen ? <KeyboardMap groups={editorKeys} open onOpenChange={setIsMapOpen} /> : null}
    </>
  );
}

/** The course page: outline, document, sources. On a phone the sources follow the document. */
export function CourseEditorPage({
  start,
  facts,
  userId,
  isEditable,
  learnUrl,
  picture,
}: CourseEditorPageProps) {
  const [editor] = useState(() => new CourseEditor(start, { userId, isEditable }));
  useLateStart(editor);
  useSafety(editor);
  useCourseKeys(editor);
  return (
    <EditorContext value={editor}>
      <AddressOfModule />
      <SourceWordsLoader />
      <a
        href="#document"
        className="z-toast rounded-control bg-primary text-on-primary fixed start-4 -top-16 px-4 py-3 text-sm font-medium focus:top-2"
      >
        Skip to the document
      </a>
      <div className="max-md:pb-16 md:grid md:h-dvh md:grid-cols-[220px_minmax(0,1fr)_320px] md:grid-rows-[52px_minmax(0,1fr)] lg:grid-cols-[264px_minmax(0,1fr)_376px]">
        <Suspense>
          <EditorTopBar />
        </Suspense>
        <div className="border-line bg-surface overflow-y-auto border-e max-md:hidden">
          <Suspense>
            <OutlinePanel />
          </Suspense>
        </div>
        <main id="document" tabIndex={-1} className="outline-none md:overflow-y-auto">
          <article className="mx-auto max-w-184 px-12 pt-10 pb-30 max-lg:ps-16 max-lg:pe-6 max-md:px-4 max-md:pt-5 max-md:pb-6">
            <DocumentArea facts={facts} picture={picture} pictureOf={start.openId} />
          </article>
        </main>
        <Suspense>
          <SidePanel className="border-line max-md:border-surface border-s max-md:border-s-0 max-md:border-t-8 md:overflow-y-auto" />
        </Suspense>
      </div>
      <Suspense>
        <PhoneBar />
      </Suspense>
      <Dialogs learnUrl={learnUrl} />
    </EditorContext>
  );
}
