import { AppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { addModule } from "@byteos/usecases/course/add-module";
import type { StructureChange } from "@byteos/usecases/course/add-module";
import { deleteModule } from "@byteos/usecases/course/delete-module";
import { loadCourseForEdit } from "@byteos/usecases/course/load-course-for-edit";
import { loadModule } from "@byteos/usecases/course/load-module";
import { loadPublishChecks } from "@byteos/usecases/course/load-publish-checks";
import { loadSourcePassage } from "@byteos/usecases/course/load-source-passage";
import { loadSourceTexts } from "@byteos/usecases/course/load-source-texts";
import { moveModule } from "@byteos/usecases/course/move-module";
import { publishCourse } from "@byteos/usecases/course/publish-course";
import { renameModule } from "@byteos/usecases/course/rename-module";
import { restoreModule } from "@byteos/usecases/course/restore-module";
import { saveModule } from "@byteos/usecases/course/save-module";
import { updateCourse } from "@byteos/usecases/course/update-course";

export {
  loadModule as loadOpenModule,
  loadPublishChecks as checkCourse,
  loadSourcePassage as loadPassage,
  loadSourceTexts as loadTextsOfSources,
  publishCourse as publishOneCourse,
  renameModule as renameOneModule,
  saveModule as saveOneModule,
  updateCourse as saveCourseFields,
};

const changes = {
  add: addModule,
  move: moveModule,
  delete: deleteModule,
  restore: restoreModule,
} as const;

function isChange(name: unknown): name is keyof typeof changes {
  return typeof name === "string" && Object.hasOwn(changes, name);
}

/** Adds, moves, deletes or gives back a module, as `do` says. */
export function changeCourseStructure({
  ctx,
  input,
}: {
  ctx: MemberContext;
  input: Record<string, unknown>;
}): Promise<StructureChange> {
  const { do: name, ...rest } = input;
  if (!isChange(name)) {
    throw new AppError(
      "validation",
      "course.unknown-change",
      "This change of a course is not known",
    );
  }
  return changes[name]({ ctx, input: rest });
}

/** What the editor's page needs; an address that names a module of another course opens the first one. */
export function loadEditor(ctx: MemberContext, courseId: string, moduleId: string | undefined) {
  return loadCourseForEdit({
    ctx,
    input: { courseId, ...(moduleId === undefined ? {} : { moduleId }) },
  });
}
