import type { CourseOutline, OutlineModule } from "@byteos/contracts/outline";
import { stableId } from "../random/stable-hash.ts";

/*
 * Edits of an outline under review. Each is total: an id or place that does not exist leaves the outline as it is,
 * and none loses, repeats or reorders the sections within a module.
 */

function withModules(outline: CourseOutline, modules: OutlineModule[]): CourseOutline {
  return { ...outline, modules };
}

function change(
  outline: CourseOutline,
  moduleId: string,
  edit: (found: OutlineModule) => OutlineModule,
): CourseOutline {
  return withModules(
    outline,
    outline.modules.map((candidate) => (candidate.id === moduleId ? edit(candidate) : candidate)),
  );
}

const cleanTitle = (title: string) => title.replace(/\s+/g, " ").trim().slice(0, 300).trim();

export function renameOutline(outline: CourseOutline, title: string): CourseOutline {
  const cleaned = cleanTitle(title);
  return cleaned === "" ? outline : { ...outline, title: cleaned };
}

export function renameModule(
  outline: CourseOutline,
  moduleId: string,
  title: string,
): CourseOutline {
  const cleaned = cleanTitle(title);
  return cleaned === ""
    ? outline
    : change(outline, moduleId, (found) => ({ ...found, title: cleaned }));
}

/** Leaves a module out of the course or takes it back in; its sections stay in the outline. */
export function setModuleIncluded(
  outline: CourseOutline,
  moduleId: string,
  isIncluded: boolean,
): CourseOutline {
  return change(outline, moduleId, ({ note, ...found }) => ({
    ...found,
    isIncluded,
    ...(note === undefined || isIncluded ? {} : { note }),
  }));
}

/** Joins a module with the one after it, under the first one's title and id. */
export function mergeWithNext(outline: CourseOutline, moduleId: string): CourseOutline {
  const index = outline.modules.findIndex((candidate) => candidate.id === moduleId);
  const first = outline.modules[index];
  const second = outline.modules[index + 1];
  if (first === undefined || second === undefined) return outline;
  const { note, ...kept } = first;
  const isIncluded = first.isIncluded || second.isIncluded;
  const merged: OutlineModule = {
    ...kept,
    isIncluded,
    ...(note === undefined || isIncluded ? {} : { note }),
    sections: [...first.sections, ...second.sections],
  };
  return withModules(outline, outline.modules.toSpliced(index, 2, merged));
}

/** The section and those after it become a module of their own, named after it. */
export function splitAtSection(
  outline: CourseOutline,
  moduleId: string,
  sectionId: string,
): CourseOutline {
  const index = outline.modules.findIndex((candidate) => candidate.id === moduleId);
  const found = outline.modules[index];
  const at = found?.sections.findIndex((section) => section.id === sectionId) ?? -1;
  const section = found?.sections[at];
  if (found === undefined || section === undefined || at === 0) return outline;
  const taken = new Set(outline.modules.map((candidate) => candidate.id));
  let id = stableId("module", section.id);
  while (taken.has(id)) id = stableId("module", id);
  const second: OutlineModule = {
    id,
    title: cleanTitle(section.title) || found.title,
    isIncluded: found.isIncluded,
    ...(found.note === undefined ? {} : { note: found.note }),
    sections: found.sections.slice(at),
  };
  return withModules(
    outline,
    outline.modules.toSpliced(
      index,
      1,
      { ...found, sections: found.sections.slice(0, at) },
      second,
    ),
  );
}

/** Moves a module to a place counted from 0 among the others; places beyond the ends mean the ends. */
export function moveModule(
  outline: CourseOutline,
  moduleId: string,
  toIndex: number,
): CourseOutline {
  const found = outline.modules.find((candidate) => candidate.id === moduleId);
  if (found === undefined || !Number.isFinite(toIndex)) return outline;
  const others = outline.modules.filter((candidate) => candidate !== found);
  const place = Math.min(others.length, Math.max(0, Math.trunc(toIndex)));
  return withModules(outline, others.toSpliced(place, 0, found));
}
