import type { ReactNode } from "react";
import { Brand } from "../brand-mark.tsx";
import { ThemeToggle } from "../theme-toggle.tsx";

export interface AuthFrameProps {
  product: "Learn" | "Studio";
  title: ReactNode;
  description?: ReactNode;
  /** Below the form: the other ways in. */
  footer?: ReactNode;
  children: ReactNode;
}

/** A page with one form and nothing else: signing in, signing up, joining. */
export function AuthFrame({ product, title, description, footer, children }: AuthFrameProps) {
  return (
    <div className="grid min-h-dvh grid-rows-[auto_minmax(0,1fr)_auto]">
      <header className="flex h-16 items-center justify-between ps-6 pe-4 max-md:h-14 max-md:ps-4 max-md:pe-2">
        <Brand product={product} />
        <ThemeToggle />
      </header>
      <main id="main" className="mx-auto grid w-full max-w-100 content-center px-4 py-8">
        <h1 className="font-serif text-4xl font-semibold text-balance max-md:text-2xl">{title}</h1>
        {description ? (
          <p className="text-muted mt-3 text-base text-pretty">{description}</p>
        ) : null}
        <div className="mt-8">{children}</div>
        {footer ? (
          <div className="text-muted border-line mt-8 grid gap-2 border-t pt-5 text-sm">
            {footer}
          </div>
        ) : null}
      </main>
      <div className="h-16 max-md:h-6" />
    </div>
  );
}
