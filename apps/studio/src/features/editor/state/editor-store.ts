import type { Block } from "@byteos/contracts/block";
import type { EditableModule, SourceDocument } from "@byteos/usecases/course/load-course-for-edit";
import { createStore } from "zustand/vanilla";
import type { BlockLine } from "./block-label.ts";
import type { SourceWords } from "./count-sourced.ts";
import type { SaveState } from "./module-saver.ts";
import type { StudyAids } from "./study-aids.ts";

const panelTabs = ["sources", "aids", "checks", "block"] as const;
type PanelTab = (typeof panelTabs)[number];

export function isPanelTab(name: string): name is PanelTab {
  return panelTabs.some((tab) => tab === name);
}

interface EditorCourse {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly difficulty: "beginner" | "intermediate" | "advanced";
  readonly revision: number;
  readonly status: "draft" | "published" | "archived";
  readonly version: number | null;
}

/** The document area: the server's picture of the module, the editor over it, or why there is none. */
type OpenState = "picture" | "opening" | "ready" | "failed";

export interface EditorState {
  readonly course: EditorCourse;
  readonly documents: readonly SourceDocument[];
  readonly modules: readonly EditableModule[];
  readonly openId: string | null;
  readonly openState: OpenState;
  readonly lines: readonly BlockLine[];
  /** Blocks of the open module, once its editor is there. */
  readonly blocks: readonly Block[];
  /** Objectives, terms and cards of the open module. */
  readonly aids: StudyAids;
  /** What documents say at the places that blocks name, as far as it was asked for. */
  readonly sourceWords: SourceWords;
  readonly currentBlockId: string | null;
  readonly save: SaveState;
  /** A change of the course's structure is on its way, or could not be made. */
  readonly structure: "idle" | "saving" | "offline" | "signed-out";
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  readonly panel: PanelTab;
  readonly dialog: "none" | "publish" | "conflict" | "sign-in";
}

export interface EditorStart {
  readonly course: EditorCourse;
  readonly documents: readonly SourceDocument[];
  readonly modules: readonly EditableModule[];
  readonly openId: string | null;
  readonly lines: readonly BlockLine[];
  readonly aids: StudyAids;
}

export function createEditorStore(start: EditorStart) {
  return createStore<EditorState>(() => ({
    ...start,
    openState: "picture",
    blocks: [],
    sourceWords: new Map(),
    currentBlockId: null,
    save: { kind: "saved", at: null },
    structure: "idle",
    undoLabel: null,
    redoLabel: null,
    panel: "sources",
    dialog: "none",
  }));
}

export type EditorStore = ReturnType<typeof createEditorStore>;
