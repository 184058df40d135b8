"use client";

import { useRememberTimeZone } from "@byteos/ui/hooks/use-remember-time-zone";
import { AccountRow, AppShell, type NavItem } from "@byteos/ui/patterns/app-shell";
import { Brand } from "@byteos/ui/patterns/brand-mark";
import { ThemeToggle } from "@byteos/ui/patterns/theme-toggle";
import Award from "lucide-react/icons/award";
import ChartNoAxesColumn from "lucide-react/icons/chart-no-axes-column";
import Compass from "lucide-react/icons/compass";
import GitBranch from "lucide-react/icons/git-branch";
import House from "lucide-react/icons/house";
import Layers from "lucide-react/icons/layers";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { LearnKeys } from "./learn-keys.tsx";

const nav: readonly NavItem[] = [
  { href: "/", label: "Home", icon: <House />, match: "exact", isTab: true },
  { href: "/catalogue", label: "Catalogue", icon: <Compass />, isTab: true },
  { href: "/review", label: "Review", icon: <Layers />, isTab: true },
  { href: "/skills", label: "Skills", icon: <ChartNoAxesColumn />, isTab: true },
  { href: "/certificates", label: "Certificates", icon: <Award />, isTab: true },
  { href: "/forge", label: "Repositories", icon: <GitBranch /> },
];

export function LearnShell({
  name,
  detail,
  children,
}: {
  name: string;
  detail: string;
  children: ReactNode;
}) {
  const path = usePathname();
  useRememberTimeZone();
  return (
    <AppShell
      density="learn"
      brand={<Brand product="Learn" />}
      homeHref="/"
      nav={nav}
      currentPath={path.startsWith("/courses/") ? "/catalogue" : path}
      link={Link}
      phoneActions={<ThemeToggle />}
      account={
        <>
          <ThemeToggle kind="row" className="max-md:hidden" />
          <AccountRow name={name} detail={detail} href="/account" link={Link} />
        </>
      }
    >
      {children}
      <LearnKeys />
    </AppShell>
  );
}
