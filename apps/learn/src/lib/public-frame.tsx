import { BrandMark } from "@byteos/ui/patterns/brand-mark";
import { ThemeToggle } from "@byteos/ui/patterns/theme-toggle";
import Link from "next/link";
import type { ReactNode } from "react";

/** A public page: no account, no navigation into the app. */
export function PublicFrame({
  homeHref,
  name,
  skipLabel,
  children,
}: {
  homeHref: string;
  /** Beside the product's name: "Certificate check". */
  name: string;
  skipLabel: string;
  children: ReactNode;
}) {
  return (
    <div className="min-h-dvh">
      <a
        href="#main"
        className="z-toast rounded-control bg-primary text-on-primary fixed start-4 -top-16 px-4 py-3 text-sm font-medium focus:top-2"
      >
        {skipLabel}
      </a>
      <header className="mx-auto flex h-16 max-w-272 items-center gap-2.5 px-6 max-md:h-14 max-md:ps-4 max-md:pe-2 print:max-w-none print:px-0">
        <Link href={homeHref} className="flex min-h-11 items-center gap-2.5">
          <BrandMark />
          <span className="text-base font-semibold">
            ByteOS <span className="text-muted font-normal">{name}</span>
          </span>
        </Link>
        <span className="ms-auto" data-print="hide">
          <ThemeToggle />
        </span>
      </header>
      <main
        id="main"
        className="mx-auto max-w-272 px-6 pt-4 pb-16 max-md:px-4 max-md:pt-2 max-md:pb-10 print:max-w-none print:p-0"
      >
        {children}
      </main>
    </div>
  );
}
