"use client";

import { useHotkeys } from "@byteos/ui/hooks/use-hotkeys";
import { Kbd } from "@byteos/ui/primitives/kbd";
import Search from "lucide-react/icons/search";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { findCoursesAction } from "../../courses/actions.ts";
import type { ShellView } from "../loaders.ts";

const CommandPalette = dynamic(() =>
  import("@byteos/ui/patterns/command-palette").then((module) => module.CommandPalette),
);

interface FoundCourse {
  readonly id: string;
  readonly title: string;
}

const typingPauseMs = 200;

/** "Search or run": places, things to do, and courses by name. Its code comes when it is first opened. */
export function StudioPalette({ view }: { view: ShellView }) {
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const [search, setSearch] = useState("");
  const [courses, setCourses] = useState<readonly FoundCourse[]>([]);
  const [isSearching, setIsSearching] = useState(false);

  function open(): void {
    setWasOpened(true);
    setIsOpen(true);
  }
  useHotkeys({ "mod+k": open }, { isEnabled: !wasOpened });

  useEffect(() => {
    if (!isOpen) return undefined;
    let isCurrent = true;
    const timer = setTimeout(
      () => {
        setIsSearching(true);
        void findCoursesAction(search).then((result) => {
          if (!isCurrent) return;
          setIsSearching(false);
          if (result.ok) setCourses(result.value);
        });
      },
      search === "" ? 0 : typingPauseMs,
    );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [isOpen, search]);

  const groups = useMemo(() => {
    const go = (href: string) => () => router.push(href);
    return [
      {
        title: "Courses",
        commands: courses.map((course) => ({
          id: course.id,
          label: course.title,
          onSelect: go(`/courses/${course.id}`),
        })),
      },
      {
        title: "Do",
        commands: view.canCreate
          ? [
              {
                id: "new",
                label: "New course",
                keywords: ["import", "document"],
                onSelect: go("/courses/new"),
              },
            ]
          : [],
      },
      {
        title: "Go to",
        commands: [
          { id: "home", label: "Home", keys: "g h", onSelect: go("/") },
          { id: "courses", label: "Courses", keys: "g c", onSelect: go("/courses") },
          ...(view.canSeePeople
            ? [{ id: "people", label: "People", keys: "g p", onSelect: go("/people") }]
            : []),
          { id: "settings", label: "Settings", keys: "g s", onSelect: go("/settings") },
        ],
      },
    ].filter((group) => group.commands.length > 0);
  }, [courses, router, view.canCreate, view.canSeePeople]);

  return (
    <>
      <button
        type="button"
        onClick={open}
        className="text-muted border-control bg-bg rounded-control flex min-h-9 w-full items-center gap-2 border px-2.5 text-sm"
      >
        <Search aria-hidden className="icon-16" />
        <span className="flex-1 text-start">Search or run</span>
        <Kbd>⌘K</Kbd>
      </button>
      {wasOpened && (
        <CommandPalette
          open={isOpen}
          onOpenChange={setIsOpen}
          groups={groups}
          placeholder="Search courses, or type what to do"
          onSearch={setSearch}
          isSearching={isSearching}
        />
      )}
    </>
  );
}
