"use client";

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { CourseEditor } from "../state/course-editor.ts";
import type { EditorState } from "../state/editor-store.ts";

export const EditorContext = createContext<CourseEditor | null>(null);

export function useCourseEditor(): CourseEditor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("There is no course editor around this component");
  return editor;
}

export function useEditorState<T>(select: (state: EditorState) => T): T {
  return useStore(useCourseEditor().store, select);
}
