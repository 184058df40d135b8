import type { ElementType, ReactNode } from "react";
import { cn } from "../logic/cn.ts";
import { Avatar } from "../primitives/avatar.tsx";
import { ShellMenu } from "./shell-menu.tsx";

export interface NavItem {
  href: string;
  label: string;
  icon: ReactNode;
  /** Shown at the end of the row: reviews due, people overdue. */
  count?: number;
  /** A dot in the phone's bar. */
  hasNews?: boolean;
  /** One of the five in the phone's bar; the others are in its menu. */
  isTab?: boolean;
  /** exact: only this address is current. Otherwise everything under it is too. */
  match?: "exact" | "prefix";
}

export interface AppShellProps {
  density: "learn" | "studio";
  /** The mark and name, usually `<Brand product="Studio" />`. */
  brand: ReactNode;
  homeHref: string;
  nav: readonly NavItem[];
  currentPath: string;
  /** The framework's link component; a plain anchor by default. */
  link?: ElementType;
  /** Below the brand: Studio's "Search or run" button. */
  search?: ReactNode;
  /** Bottom of the sidebar, and of the phone's menu: theme, account. */
  account?: ReactNode;
  /** Icon buttons in the phone's top bar. */
  phoneActions?: ReactNode;
  /** Fills the window without the page's own padding and width: editors, players. */
  isFullBleed?: boolean;
  children: ReactNode;
}

export function isCurrentItem(item: Pick<NavItem, "href" | "match">, path: string): boolean {
  if (path === item.href) return true;
  return (
    item.match !== "exact" && path.startsWith(item.href.endsWith("/") ? item.href : `${item.href}/`)
  );
}

/** Sidebar of 240 px on a desktop; on a phone a 56 px top bar and a 64 px bar of five. */
export function AppShell({
  density,
  brand,
  homeHref,
  nav,
  currentPath,
  link: Link = "a",
  search,
  account,
  phoneActions,
  isFullBleed = false,
  children,
}: AppShellProps) {
  const isStudio = density === "studio";
  const tabs = nav.filter((item) => item.isTab).slice(0, 5);
  const others = nav.filter((item) => !tabs.includes(item));
  const row = (item: NavItem) => (
    <li key={item.href}>
      <Link
        href={item.href}
        aria-current={isCurrentItem(item, currentPath) ? "page" : undefined}
        className={cn(
          "group flex items-center rounded-control px-2.5 text-sm font-medium text-muted transition-colors duration-hover hover:bg-surface-2 hover:text-fg aria-[current]:bg-surface-2 aria-[current]:text-fg max-md:min-h-11 max-md:gap-3",
          isStudio ? "min-h-8 gap-2.5" : "min-h-10 gap-3",
        )}
      >
        <span aria-hidden className="group-aria-[current]:text-primary">
          {item.icon}
        </span>
        {item.label}
        {item.count ? <span className="ms-auto text-xs tabular-nums">{item.count}</span> : null}
      </Link>
    </li>
  );
  return (
    <div data-density={density} className="min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="z-toast rounded-control bg-primary text-on-primary fixed start-4 -top-16 px-4 py-3 text-sm font-medium focus:top-2"
      >
        Skip to content
      </a>
      <header
        data-print="hide"
        className="border-line bg-surface sticky top-0 flex h-dvh flex-col gap-6 overflow-y-auto border-e px-3 pt-5 pb-3 max-md:hidden"
      >
        <Link href={homeHref} className="flex h-7 items-center px-2.5">
          {brand}
        </Link>
        {search ? <div className="-mb-1">{search}</div> : null}
        <nav aria-label="Main">
          <ul className="grid gap-0.5">{nav.map(row)}</ul>
        </nav>
        {account ? <div className="mt-auto grid gap-1">{account}</div> : null}
      </header>
      <div className="min-w-0 max-md:pb-[calc(4rem+env(safe-area-inset-bottom))]">
        <header
          data-print="hide"
          className="z-bar border-line bg-bg sticky top-0 flex h-14 items-center gap-1 border-b ps-4 pe-2 md:hidden"
        >
          <Link href={homeHref} className="flex min-h-11 min-w-0 flex-1 items-center">
            {brand}
          </Link>
          <span className="icon-20 flex items-center">
            {phoneActions}
            {others.length > 0 || account ? (
              <ShellMenu>
                {others.length > 0 ? (
                  <nav aria-label="More">
                    <ul className="grid gap-0.5">{others.map(row)}</ul>
                  </nav>
                ) : null}
                {account ? (
                  <div className="border-line mt-3 grid gap-1 border-t pt-3">{account}</div>
                ) : null}
              </ShellMenu>
            ) : null}
          </span>
        </header>
        <main
          id="main"
          tabIndex={-1}
          className={cn(
            "outline-none",
            !isFullBleed && "mx-auto px-4 pt-6 pb-8",
            !isFullBleed &&
              (isStudio
                ? "max-w-310 md:px-10 md:pt-8 md:pb-16"
                : "max-w-288 md:px-12 md:pt-10 md:pb-16"),
          )}
        >
          {children}
        </main>
      </div>
      {tabs.length > 0 ? (
        <nav
          aria-label="Main"
          data-print="hide"
          className="z-bar border-line bg-bg fixed inset-x-0 bottom-0 grid auto-cols-fr grid-flow-col border-t px-1 pb-[env(safe-area-inset-bottom)] md:hidden"
        >
          {tabs.map((item) => (
            <Link
              key={item.href}
              href={item.href}
              aria-current={isCurrentItem(item, currentPath) ? "page" : undefined}
              className="icon-22 rounded-control text-muted aria-[current]:text-primary relative grid h-16 content-center justify-items-center gap-1 text-xs font-medium -outline-offset-2!"
            >
              <span aria-hidden>{item.icon}</span>
              {item.label}
              {item.hasNews ? (
                <span className="rounded-pill bg-primary absolute start-[calc(50%+8px)] top-2.5 size-2 shadow-[0_0_0_2px_var(--bg)]">
                  <span className="sr-only">, new</span>
                </span>
              ) : null}
            </Link>
          ))}
        </nav>
      ) : null}
    </div>
  );
}

export interface AccountRowProps {
  name: string;
  /** Organisation and role. */
  detail?: string;
  href: string;
  imageUrl?: string | null;
  link?: ElementType;
}

/** The person, at the foot of the sidebar. */
export function AccountRow({ name, detail, href, imageUrl, link: Link = "a" }: AccountRowProps) {
  return (
    <Link
      href={href}
      className="rounded-control hover:bg-surface-2 flex min-h-11 items-center gap-2.5 px-2.5 py-2 text-sm font-medium"
    >
      <Avatar name={name} {...(imageUrl === undefined ? {} : { imageUrl })} />
      <span className="min-w-0">
        <span className="block truncate">{name}</span>
        {detail ? (
          <span className="text-muted block truncate text-xs font-normal">{detail}</span>
        ) : null}
      </span>
    </Link>
  );
}
