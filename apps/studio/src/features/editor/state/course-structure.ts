import { showToast } from "@byteos/ui/patterns/toaster";
import { OfflineError, RefusedError, SignedOutError } from "./api-client.ts";
import type { CourseHistory } from "./course-history.ts";
import type { EditorState, EditorStore } from "./editor-store.ts";
import { changeStructure, renameModule, updateCourse } from "./structure-api.ts";
import type { StructureCommand } from "./structure-api.ts";

export interface StructureOptions {
  readonly store: EditorStore;
  readonly history: CourseHistory;
  /** Opens another module when the open one goes, or the one that came back. */
  readonly open: (moduleId: string | null) => void | Promise<void>;
}

function explain(error: unknown): string {
  if (error instanceof OfflineError)
    return "Not done: the server cannot be reached. Your text is kept.";
  if (error instanceof SignedOutError) return "Not done: sign in again first. Your text is kept.";
  if (error instanceof RefusedError) return error.message;
  return "This could not be done. Try again.";
}

/** Adding, renaming, moving and deleting modules: shown at once, taken back when the server refuses, undoable. */
export class CourseStructure {
  readonly #options: StructureOptions;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: StructureOptions) {
    this.#options = options;
  }

  get #state() {
    return this.#options.store.getState();
  }

  /** Changes go one after another; a failed one is told and throws. */
  #send<T>(work: () => Promise<T>, rollBack: () => void): Promise<T> {
    const { store } = this.#options;
    const run = this.#queue.then(async () => {
      store.setState({ structure: "saving" });
      try {
        const result = await work();
        store.setState({ structure: "idle" });
        return result;
      } catch (error) {
        rollBack();
        const isSignedOut = error instanceof SignedOutError;
        store.setState({
          structure:
            error instanceof OfflineError ? "offline" : isSignedOut ? "signed-out" : "idle",
          ...(isSignedOut ? { dialog: "sign-in" as const } : {}),
        });
        showToast(explain(error));
        throw error;
      }
    });
    this.#queue = run.catch(() => undefined);
    return run;
  }

  async #command(command: StructureCommand, rollBack: () => void): Promise<void> {
    const { store } = this.#options;
    const change = await this.#send(
      () => changeStructure(this.#state.course.id, command),
      rollBack,
    );
    const byId = new Map(this.#state.modules.map((module) => [module.id, module]));
    const isKnown = change.moduleIds.every((id) => byId.has(id));
    store.setState({
      course: { ...this.#state.course, revision: change.revision },
      ...(isKnown ? { modules: change.moduleIds.flatMap((id) => byId.get(id) ?? []) } : {}),
    });
  }

  #setModules(modules: EditorState["modules"]): void {
    this.#options.store.setState({ modules });
  }

  async add(title: string, index: number = this.#state.modules.length): Promise<void> {
    const moduleId = crypto.randomUUID();
    const before = this.#state.modules;
    this.#setModules([
      ...before.slice(0, index),
      { id: moduleId, title, blockCount: 0 },
      ...before.slice(index),
    ]);
    await this.#command({ do: "add", moduleId, title, index }, () => this.#setModules(before));
    this.#options.history.record({
      label: "Add module",
      undo: () => this.#remove(moduleId),
      redo: () => this.#restore(moduleId, title, index),
    });
    await this.#options.open(moduleId);
  }

  async #remove(moduleId: string): Promise<void> {
    const before = this.#state.modules;
    const index = before.findIndex((module) => module.id === moduleId);
    const next = before.filter((module) => module.id !== moduleId);
    this.#setModules(next);
    if (this.#state.openId === moduleId) {
      await this.#options.open((next[index] ?? next[index - 1])?.id ?? null);
    }
    await this.#command({ do: "delete", moduleId }, () => this.#setModules(before));
  }

  async #restore(moduleId: string, title: string, index: number): Promise<void> {
    const before = this.#state.modules;
    if (!before.some((module) => module.id === moduleId)) {
      this.#setModules([
        ...before.slice(0, index),
        { id: moduleId, title, blockCount: 0 },
        ...before.slice(index),
      ]);
    }
    await this.#command({ do: "restore", moduleId, index }, () => this.#setModules(before));
    await this.#options.open(moduleId);
  }

  /** Deletes at once and offers it back. */
  async remove(moduleId: string): Promise<void> {
    const index = this.#state.modules.findIndex((module) => module.id === moduleId);
    const found = this.#state.modules[index];
    if (found === undefined) return;
    await this.#remove(moduleId);
    this.#options.history.record({
      label: "Delete module",
      undo: () => this.#restore(moduleId, found.title, index),
      redo: () => this.#remove(moduleId),
    });
  }

  async #move(moduleId: string, index: number): Promise<void> {
    const before = this.#state.modules;
    const moved = before.find((module) => module.id === moduleId);
    if (moved === undefined) return;
    const others = before.filter((module) => module.id !== moduleId);
    this.#setModules([...others.slice(0, index), moved, ...others.slice(index)]);
    await this.#command({ do: "move", moduleId, index }, () => this.#setModules(before));
  }

  async move(moduleId: string, index: number): Promise<void> {
    const from = this.#state.modules.findIndex((module) => module.id === moduleId);
    const to = Math.max(0, Math.min(index, this.#state.modules.length - 1));
    if (from === -1 || from === to) return;
    await this.#move(moduleId, to);
    this.#options.history.record({
      label: "Move module",
      undo: () => this.#move(moduleId, from),
      redo: () => this.#move(moduleId, to),
    });
  }

  async #rename(moduleId: string, title: string): Promise<void> {
    const before = this.#state.modules;
    const previousTitle = before.find((module) => module.id === moduleId)?.title ?? "";
    const show = (shown: string): void =>
      this.#setModules(
        this.#state.modules.map((module) =>
          module.id === moduleId ? { ...module, title: shown } : module,
        ),
      );
    show(title);
    const result = await this.#send(
      () => renameModule(this.#state.course.id, { moduleId, title, previousTitle }),
      () => show(previousTitle),
    );
    if (result.status === "conflict") {
      show(result.theirTitle);
      showToast(
        `Someone else renamed this module to “${result.theirTitle}”. Your title was “${title}”.`,
      );
      throw new RefusedError("module.title-conflict", "Renamed by someone else", undefined);
    }
    this.#options.store.setState({ course: { ...this.#state.course, revision: result.revision } });
  }

  async rename(moduleId: string, title: string): Promise<void> {
    const previous = this.#state.modules.find((module) => module.id === moduleId)?.title;
    const next = title.trim();
    if (previous === undefined || next === "" || next === previous) return;
    await this.#rename(moduleId, next);
    this.#options.history.record({
      label: "Rename module",
      undo: () => this.#rename(moduleId, previous),
      redo: () => this.#rename(moduleId, next),
    });
  }

  async #renameCourse(title: string): Promise<void> {
    const { store } = this.#options;
    const before = this.#state.course;
    store.setState({ course: { ...before, title } });
    const result = await this.#send(
      () => updateCourse(before.id, { revision: this.#state.course.revision, changes: { title } }),
      () => store.setState({ course: { ...this.#state.course, title: before.title } }),
    );
    if (result.status === "conflict") {
      store.setState({
        course: {
          ...this.#state.course,
          title: result.theirs.title,
          revision: result.theirs.revision,
        },
      });
      showToast(`Someone else changed this course meanwhile. Your title was “${title}”.`);
      throw new RefusedError("course.conflict", "Changed by someone else", undefined);
    }
    store.setState({ course: { ...this.#state.course, revision: result.revision } });
  }

  async renameCourse(title: string): Promise<void> {
    const previous = this.#state.course.title;
    const next = title.trim();
    if (next === "" || next === previous) return;
    await this.#renameCourse(next);
    this.#options.history.record({
      label: "Rename course",
      undo: () => this.#renameCourse(previous),
      redo: () => this.#renameCourse(next),
    });
  }
}
