import { Button } from "@byteos/ui/primitives/button";
import RefreshCw from "lucide-react/icons/refresh-cw";
import { moveToCurrentVersionAction } from "../actions.ts";

/** Says that the course has changed since the learner started, and leaves the choice to them. */
export function NewerVersion({ courseId, version }: { courseId: string; version: number }) {
  return (
    <aside
      aria-label="Newer version"
      className="rounded-card bg-surface mb-8 flex flex-wrap items-center gap-x-4 gap-y-3 p-4 font-sans"
    >
      <RefreshCw aria-hidden className="text-info-fg" />
      <p className="min-w-0 flex-1 basis-64 text-sm text-pretty">
        <strong className="font-semibold">Version {version} of this course is out.</strong> You can
        stay with the version you started. If you move on, what you have done counts wherever the
        new version still has it.
      </p>
      <form action={moveToCurrentVersionAction.bind(null, courseId)}>
        <Button type="submit" size="sm">
          Move to version {version}
        </Button>
      </form>
    </aside>
  );
}
