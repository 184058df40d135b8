import type { StructureChange } from "@byteos/usecases/course/add-module";
import type { RenameModuleResult } from "@byteos/usecases/course/rename-module";
import type { UpdateCourseResult } from "@byteos/usecases/course/update-course";
import { callApi } from "./api-client.ts";

export type StructureCommand =
  | {
      readonly do: "add";
      readonly moduleId: string;
      readonly title: string;
      readonly index: number;
    }
  | { readonly do: "move"; readonly moduleId: string; readonly index: number }
  | { readonly do: "delete"; readonly moduleId: string }
  | { readonly do: "restore"; readonly moduleId: string; readonly index: number };

export function changeStructure(
  courseId: string,
  command: StructureCommand,
): Promise<StructureChange> {
  return callApi(`/api/courses/${courseId}/structure`, { method: "POST", body: command });
}

export function renameModule(
  courseId: string,
  command: { moduleId: string; title: string; previousTitle: string },
): Promise<RenameModuleResult> {
  return callApi(`/api/courses/${courseId}/modules/${command.moduleId}`, {
    method: "PATCH",
    body: { title: command.title, previousTitle: command.previousTitle },
  });
}

export function updateCourse(
  courseId: string,
  body: { revision: number; changes: Record<string, unknown> },
): Promise<UpdateCourseResult> {
  return callApi(`/api/courses/${courseId}`, { method: "PATCH", body });
}
