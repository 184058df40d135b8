import type { ModuleContent } from "@byteos/contracts/module-content";
import { removeMissingPictures } from "@byteos/courseware/publish/missing-pictures";
import { describePictures, type PictureWords } from "@byteos/courseware/publish/picture-words";
import { showToast } from "@byteos/ui/patterns/toaster";
import type { OpenModule } from "@byteos/usecases/course/load-course-for-edit";
import type { SaveModuleResult } from "@byteos/usecases/course/save-module";
import { callApi } from "./api-client.ts";
import { blockLines } from "./block-label.ts";
import { changeStoredModule } from "./change-stored-module.ts";
import { CourseHistory } from "./course-history.ts";
import { CourseStructure } from "./course-structure.ts";
import { openDraftStore } from "./draft-store.ts";
import type { Draft, DraftStore } from "./draft-store.ts";
import { createEditorStore } from "./editor-store.ts";
import type { EditorStart, EditorStore } from "./editor-store.ts";
import { ModuleSaver } from "./module-saver.ts";
import type { SaveState } from "./module-saver.ts";
import type { AidsChange, ModuleSession } from "./module-session.ts";
import { changeStructure } from "./structure-api.ts";
import { StudyAidsHistory } from "./study-aids-history.ts";
import { noAids } from "./study-aids.ts";
import type { StudyAids } from "./study-aids.ts";

/** Words by module and by block. */
export type DescribedModules = ReadonlyMap<string, ReadonlyMap<string, PictureWords>>;

interface OpenedModule {
  readonly session: ModuleSession;
  readonly saver: ModuleSaver;
}

/** The course page's engine: which module is open, what is unsaved, what can be undone. It draws nothing. */
export class CourseEditor {
  readonly store: EditorStore;
  readonly history: CourseHistory;
  readonly structure: CourseStructure;
  readonly #aidsHistory: StudyAidsHistory;
  readonly isEditable: boolean;
  readonly #userId: string;
  #drafts: Promise<DraftStore | null> | undefined;
  readonly #opened = new Map<string, OpenedModule>();
  #opening = 0;

  constructor(start: EditorStart, { userId, isEditable }: { userId: string; isEditable: boolean }) {
    this.store = createEditorStore(start);
    this.#userId = userId;
    this.isEditable = isEditable;
    this.history = new CourseHistory(() =>
      this.store.setState({ undoLabel: this.history.undoLabel, redoLabel: this.history.redoLabel }),
    );
    this.#aidsHistory = new StudyAidsHistory(this.history);
    this.structure = new CourseStructure({
      store: this.store,
      history: this.history,
      open: (moduleId) => this.open(moduleId),
    });
  }

  /** The open module's session; null until its editor is there. */
  get current(): ModuleSession | null {
    const { openId } = this.store.getState();
    return (openId === null ? undefined : this.#opened.get(openId))?.session ?? null;
  }
  get currentSaver(): ModuleSaver | null {
    const { openId } = this.store.getState();
    return (openId === null ? undefined : this.#opened.get(openId))?.saver ?? null;
  }
  get hasUnsaved(): boolean {
    return [...this.#opened.values()].some(({ saver }) => saver.hasUnsaved);
  }

  /** Opens a module in the editor; what was open keeps its place, its undo steps and its unsaved edits. */
  async open(moduleId: string | null): Promise<void> {
    const turn = ++this.#opening;
    const state = this.store.getState();
    if (moduleId === null) {
      this.store.setState({
        openId: null,
        openState: "ready",
        lines: [],
        blocks: [],
        aids: noAids,
        currentBlockId: null,
      });
      return;
    }
    void this.currentSaver?.flush();
    const known = this.#opened.get(moduleId);
    if (known) {
      this.#show(moduleId, known);
      return;
    }
    this.store.setState({
      openId: moduleId,
      openState: state.openId === moduleId && state.openState === "picture" ? "picture" : "opening",
      ...(state.openId === moduleId
        ? {}
        : { lines: [], blocks: [], aids: noAids, currentBlockId: null }),
    });
    try {
      this.#drafts ??= openDraftStore(this.#userId);
      const [{ ModuleSession }, opened, drafts] = await Promise.all([
        import("./module-session.ts"),
        this.#stored(moduleId).load(),
        this.#drafts,
      ]);
      const left = (await drafts?.findLeft(moduleId).catch(() => [])) ?? [];
      const made = this.#opened.get(moduleId) ?? this.#make(ModuleSession, opened, drafts);
      if (turn === this.#opening) this.#show(moduleId, made);
      if (left[0] !== undefined && drafts !== null) await this.#takeUp(left, opened, made, drafts);
    } catch (error) {
      console.error(error);
      if (turn === this.#opening) this.store.setState({ openState: "failed" });
    }
  }

  /** A module as the server keeps it. */
  #stored(moduleId: string) {
    const path = `/api/courses/${this.store.getState().course.id}/modules/${moduleId}`;
    return {
      load: () => callApi<OpenModule>(path),
      save: (revision: number, content: ModuleContent) =>
        callApi<SaveModuleResult>(path, { method: "PUT", body: { revision, content } }),
    };
  }

  #make(
    Session: typeof ModuleSession,
    opened: OpenModule,
    drafts: DraftStore | null,
  ): OpenedModule {
    const { course } = this.store.getState();
    const isOpen = () => this.store.getState().openId === opened.id;
    const session: ModuleSession = new Session({
      opened,
      isEditable: this.isEditable,
      onBlocks: (blocks) => {
        if (isOpen()) this.store.setState({ blocks, lines: blockLines(blocks) });
        this.#count(opened.id, blocks.length);
        saver.changed();
      },
      onAids: (aids) => {
        if (isOpen()) this.store.setState({ aids });
        saver.changed();
      },
      onStep: (aids) => this.#recordStep(session, aids),
      onSelection: () => {
        if (isOpen()) this.#readSelection(session);
      },
    });
    const saver: ModuleSaver = new ModuleSaver({
      courseId: course.id,
      moduleId: opened.id,
      revision: opened.revision,
      read: () => session.read(),
      send: this.#stored(opened.id).save,
      drafts,
      onState: (save) => this.#onSave(opened.id, save),
    });
    const made = { session, saver };
    this.#opened.set(opened.id, made);
    return made;
  }

  #show(moduleId: string, { session, saver }: OpenedModule): void {
    this.store.setState({
      openId: moduleId,
      openState: "ready",
      blocks: session.blocks,
      aids: session.aids,
      lines: blockLines(session.blocks),
      save: saver.state,
      currentBlockId: null,
    });
    this.#readSelection(session);
  }

  /** Edits that an earlier page kept on this device are put in, or shown as a conflict when the server moved on. */
  async #takeUp(
    left: readonly Draft[],
    opened: OpenModule,
    { session, saver }: OpenedModule,
    drafts: DraftStore,
  ): Promise<void> {
    const [draft] = left;
    if (draft === undefined || JSON.stringify(draft.content) === JSON.stringify(opened.content)) {
      await drafts.forget(left);
      return;
    }
    await drafts.adopt(left);
    session.show(draft.content);
    // Saved over the revision it was made on: when the server is ahead, its answer is the conflict.
    if (draft.revision !== opened.revision) saver.rebase(draft.revision);
    saver.changed();
    await saver.flush();
    showToast("Edits that were only on this device are back.");
  }

  #count(moduleId: string, blockCount: number): void {
    const { modules } = this.store.getState();
    if (modules.find((module) => module.id === moduleId)?.blockCount === blockCount) return;
    this.store.setState({
      modules: modules.map((module) =>
        module.id === moduleId ? { ...module, blockCount } : module,
      ),
    });
  }

  #readSelection(session: ModuleSession): void {
    const { selection, doc } = session.editor.state;
    const node = doc.childCount === 0 ? null : doc.maybeChild(selection.$from.index(0));
    const id: unknown = node?.attrs.blockId;
    const currentBlockId = typeof id === "string" ? id : null;
    if (this.store.getState().currentBlockId !== currentBlockId)
      this.store.setState({ currentBlockId });
  }

  async #showModule(session: ModuleSession): Promise<void> {
    if (this.store.getState().openId !== session.moduleId) await this.open(session.moduleId);
  }

  #recordStep(session: ModuleSession, aids: AidsChange | null): void {
    const inModule = async (work: () => boolean, then: StudyAids | undefined): Promise<void> => {
      await this.#showModule(session);
      if (!work()) throw new Error("Nothing to do again");
      if (then !== undefined) session.setAids(then);
    };
    this.history.record({
      label: "Edit",
      moduleId: session.moduleId,
      undo: () => inModule(() => session.undo(), aids?.before),
      redo: () => inModule(() => session.redo(), aids?.after),
    });
  }

  /** Changes the open module's study aids as one step; steps of one `group` in quick succession are one. */
  editAids(aids: StudyAids, label: string, group: string | null = null): void {
    const { current: session } = this;
    if (session === null || !this.isEditable) return;
    const before = session.aids;
    session.setAids(aids);
    this.#aidsHistory.record({
      label,
      moduleId: session.moduleId,
      group,
      change: { before, after: aids },
      put: async (then) => {
        await this.#showModule(session);
        session.setAids(then);
        this.store.setState({ panel: "aids" });
      },
    });
  }

  #onSave(moduleId: string, save: SaveState): void {
    const { openId, dialog } = this.store.getState();
    if (save.kind === "signed-out") this.store.setState({ dialog: "sign-in" });
    else if (dialog === "sign-in" && save.kind === "saved") this.store.setState({ dialog: "none" });
    if (openId === moduleId) this.store.setState({ save });
    else if (save.kind === "conflict" || save.kind === "deleted") {
      showToast("Another module could not be saved.", {
        action: { label: "Open it", onPress: () => void this.open(moduleId) },
      });
    }
  }

  /** Shows a block: in the editor when it is there, else in the server's picture of it. */
  goToBlock(blockId: string): void {
    const { current } = this;
    if (current?.goTo(blockId) === true) return;
    document
      .querySelector(`[data-block-id="${CSS.escape(blockId)}"]`)
      ?.scrollIntoView({ block: "center" });
    this.store.setState({ currentBlockId: blockId });
  }

  /** Opens a module and shows a block of it, as the list of checks does. */
  async openAt(moduleId: string, blockId: string | null): Promise<void> {
    if (this.store.getState().openId !== moduleId || this.current === null)
      await this.open(moduleId);
    if (blockId === null) return;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    this.goToBlock(blockId);
  }

  /** The open module was deleted elsewhere: it comes back with what is in the editor. */
  async reviveModule(): Promise<void> {
    const { currentSaver: saver, current: session } = this;
    if (saver?.state.kind !== "deleted" || session === null) return;
    const { course, modules } = this.store.getState();
    const index = modules.findIndex((module) => module.id === session.moduleId);
    await changeStructure(course.id, {
      do: "restore",
      moduleId: session.moduleId,
      index: Math.max(0, index),
    });
    saver.revive();
  }

  /** The chosen blocks of a conflict become the module, and are saved over the other version. */
  settleConflict(content: ModuleContent): void {
    const { currentSaver: saver, current: session } = this;
    if (saver?.state.kind !== "conflict" || session === null) return;
    saver.settle(saver.state.theirs.revision);
    session.show(content);
    saver.changed();
    this.store.setState({ dialog: "none" });
  }

  async saveNow(): Promise<void> {
    await Promise.all([...this.#opened.values()].map(({ saver }) => saver.flush()));
  }

  /**
   * Puts words to pictures and saves them: through the editor of a module that is open here, else over what the
   * server has. Gives the modules whose words are in the editor and not yet on the server.
   */
  describePictures(described: DescribedModules): Promise<readonly string[]> {
    return this.#changeModules(described, {
      open: (session, words) => session.describePictures(words),
      stored: describePictures,
    });
  }

  /** Takes out places whose picture never came, by module and block, in the same way. */
  removeMissingPictures(
    places: ReadonlyMap<string, ReadonlySet<string>>,
  ): Promise<readonly string[]> {
    return this.#changeModules(places, {
      open: (session, blockIds) => session.removeMissingPictures(blockIds),
      stored: removeMissingPictures,
    });
  }

  async #changeModules<Change>(
    changes: ReadonlyMap<string, Change>,
    make: {
      open: (session: ModuleSession, change: Change) => void;
      stored: (content: ModuleContent, change: Change) => ModuleContent;
    },
  ): Promise<readonly string[]> {
    const unsaved: string[] = [];
    for (const [moduleId, change] of changes) {
      const opened = this.#opened.get(moduleId);
      if (opened === undefined) {
        await changeStoredModule(this.#stored(moduleId), (content) => make.stored(content, change));
        continue;
      }
      make.open(opened.session, change);
      await opened.saver.flush();
      if (opened.saver.hasUnsaved) unsaved.push(moduleId);
    }
    return unsaved;
  }

  /** The connection or the session is back. */
  async retry(): Promise<void> {
    this.store.setState({ structure: "idle" });
    await Promise.all([...this.#opened.values()].map(({ saver }) => saver.retry()));
  }

  async undo(): Promise<void> {
    const entry = await this.history.undo();
    if (entry !== null && entry.moduleId === undefined)
      showToast(`Undone: ${entry.label.toLowerCase()}`);
  }
  async redo(): Promise<void> {
    const entry = await this.history.redo();
    if (entry !== null && entry.moduleId === undefined)
      showToast(`Done again: ${entry.label.toLowerCase()}`);
  }

  close(): void {
    for (const { session, saver } of this.#opened.values()) {
      void saver.flush();
      saver.stop();
      session.close();
    }
    this.#opened.clear();
  }
}
