import { cn } from "@byteos/ui/logic/cn";
import { ThemeToggle } from "@byteos/ui/patterns/theme-toggle";
import { Badge } from "@byteos/ui/primitives/badge";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import ArrowLeft from "lucide-react/icons/arrow-left";
import Monitor from "lucide-react/icons/monitor";
import Smartphone from "lucide-react/icons/smartphone";
import Link from "next/link";
import { previewHref } from "../loaders.ts";
import type { PreviewDevice, PreviewView } from "../loaders.ts";

const devices: readonly { device: PreviewDevice; label: string; Icon: typeof Monitor }[] = [
  { device: "desktop", label: "Desktop", Icon: Monitor },
  { device: "phone", label: "Phone", Icon: Smartphone },
];

/** The draft as a learner will read it, on a desktop or in a phone's frame. */
export function CoursePreviewPage({ view }: { view: PreviewView }) {
  const backHref = `/courses/${view.courseId}${view.module === null ? "" : `?module=${view.module.id}`}`;
  return (
    <div className="bg-surface grid h-dvh grid-rows-[auto_minmax(0,1fr)]">
      <header className="border-line bg-bg flex min-h-13 items-center gap-2 border-b px-3">
        <IconButton label="Back to editing" asChild>
          <Link href={backHref}>
            <ArrowLeft aria-hidden className="rtl:rotate-180" />
          </Link>
        </IconButton>
        <h1 className="min-w-0 truncate text-sm font-medium">{view.title}</h1>
        <Badge tone="primary">Preview</Badge>
        <span className="ms-auto flex items-center gap-1">
          <nav
            aria-label="Device"
            className="bg-surface-2 flex gap-0.5 rounded-[9px] p-0.75 max-sm:hidden"
          >
            {devices.map(({ device, label, Icon }) => (
              <Link
                key={device}
                href={previewHref(view, { device })}
                aria-current={view.device === device ? "true" : undefined}
                className="text-muted aria-[current]:bg-selected aria-[current]:text-fg aria-[current]:shadow-1 rounded-control flex min-h-7 items-center gap-1.5 px-2.5 text-sm font-medium"
              >
                <Icon aria-hidden />
                {label}
              </Link>
            ))}
          </nav>
          <ThemeToggle />
        </span>
      </header>
      <div className="grid min-h-0 md:grid-cols-[264px_minmax(0,1fr)]">
        <nav
          aria-label="Modules"
          className="border-line overflow-y-auto border-e px-2 py-4 max-md:hidden"
        >
          <ol>
            {view.modules.map((module, place) => (
              <li key={module.id}>
                <Link
                  href={previewHref(view, { module: module.id })}
                  aria-current={module.id === view.module?.id ? "page" : undefined}
                  className="text-muted hover:bg-surface-2 aria-[current]:text-fg aria-[current]:bg-surface-2 rounded-control flex items-start gap-2 px-2 py-1.5 font-medium"
                >
                  <span className="text-subtle w-4 shrink-0 text-center font-normal tabular-nums">
                    {place + 1}
                  </span>
                  <span className="min-w-0 flex-1">{module.title}</span>
                  <span className="text-xs font-normal tabular-nums">
                    {Math.max(1, module.minutes)} min
                  </span>
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        <main
          aria-label="Preview"
          className={cn(
            "grid min-h-0",
            view.device === "phone" && "place-items-center overflow-auto p-6",
          )}
        >
          {/* oxlint-disable-next-line react/iframe-missing-sandbox -- a page of our own that needs its session and its scripts */}
          <iframe
            key={`${view.module?.id ?? ""}-${view.device}`}
            title={`${view.module?.title ?? view.title}, as a learner reads it`}
            src={previewHref(view, { isLesson: true })}
            className={cn(
              "bg-bg",
              view.device === "phone"
                ? "rounded-sheet shadow-3 h-[740px] w-[360px] border-8 border-(--line-strong)"
                : "size-full border-0",
            )}
          />
        </main>
      </div>
    </div>
  );
}
