"use client";

import { useHotkeys } from "@byteos/ui/hooks/use-hotkeys";
import { useRememberTimeZone } from "@byteos/ui/hooks/use-remember-time-zone";
import { AppShell, type NavItem } from "@byteos/ui/patterns/app-shell";
import { Brand } from "@byteos/ui/patterns/brand-mark";
import { KeyboardMap } from "@byteos/ui/patterns/keyboard-map";
import { ThemeToggle } from "@byteos/ui/patterns/theme-toggle";
import BookOpen from "lucide-react/icons/book-open";
import GitBranch from "lucide-react/icons/git-branch";
import House from "lucide-react/icons/house";
import SlidersHorizontal from "lucide-react/icons/sliders-horizontal";
import Users from "lucide-react/icons/users";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { ShellView } from "../loaders.ts";
import { AccountMenu } from "./account-menu.tsx";
import { StudioPalette } from "./studio-palette.tsx";

const keyGroups = [
  {
    title: "Everywhere",
    keys: [
      { keys: ["mod", "K"], label: "Search or run" },
      { keys: ["/"], label: "Search this page" },
      { keys: ["?"], label: "Show these keys" },
    ],
  },
  {
    title: "Go to",
    keys: [
      { keys: ["g", "h"], label: "Home" },
      { keys: ["g", "c"], label: "Courses" },
      { keys: ["g", "f"], label: "Forge" },
      { keys: ["g", "p"], label: "People" },
      { keys: ["g", "s"], label: "Settings" },
    ],
  },
];

function navOf(canSeePeople: boolean): NavItem[] {
  return [
    { href: "/", label: "Home", icon: <House />, match: "exact", isTab: true },
    { href: "/courses", label: "Courses", icon: <BookOpen />, isTab: true },
    { href: "/forge", label: "Forge", icon: <GitBranch />, isTab: true },
    ...(canSeePeople
      ? [{ href: "/people", label: "People", icon: <Users />, isTab: true } satisfies NavItem]
      : []),
    { href: "/settings", label: "Settings", icon: <SlidersHorizontal />, isTab: true },
  ];
}

export function StudioShell({ view, children }: { view: ShellView; children: ReactNode }) {
  useRememberTimeZone();
  const path = usePathname();
  const router = useRouter();
  useHotkeys({
    "g h": () => router.push("/"),
    "g c": () => router.push("/courses"),
    "g f": () => router.push("/forge"),
    "g p": () => router.push("/people"),
    "g s": () => router.push("/settings"),
  });
  return (
    <AppShell
      density="studio"
      brand={<Brand product="Studio" />}
      homeHref="/"
      nav={navOf(view.canSeePeople)}
      currentPath={path.startsWith("/imports/") ? "/courses" : path}
      link={Link}
      search={<StudioPalette view={view} />}
      phoneActions={<ThemeToggle />}
      account={
        <>
          <ThemeToggle kind="row" className="max-md:hidden" />
          <AccountMenu view={view} />
        </>
      }
    >
      {children}
      <KeyboardMap groups={keyGroups} />
    </AppShell>
  );
}
