import { Brand } from "../patterns/brand-mark.tsx";
import { ThemeToggle } from "../patterns/theme-toggle.tsx";
import { Certificates } from "./certificates.tsx";
import { Charts } from "./charts.tsx";
import { Controls, TabsAndBadges } from "./controls.tsx";
import { Foundations } from "./foundations.tsx";
import { Overlays } from "./overlays.tsx";
import { Questions } from "./questions.tsx";
import { States } from "./states.tsx";

/** Every part with its states. The app that mounts it brings the Toaster. */
export function ShowcasePage() {
  return (
    <div data-density="studio" className="text-sm">
      <a
        href="#components"
        className="z-toast rounded-control bg-primary text-on-primary fixed start-4 -top-16 px-4 py-3 text-sm font-medium focus:top-2"
      >
        Skip to components
      </a>
      <header className="z-bar border-line bg-bg sticky top-0 border-b">
        <div className="icon-20 mx-auto flex h-14 max-w-320 items-center ps-8 pe-6 max-sm:ps-4 max-sm:pe-2">
          <h1 className="flex-1">
            <Brand product="Components" />
          </h1>
          <ThemeToggle />
        </div>
      </header>
      <main
        id="components"
        className="mx-auto grid max-w-320 grid-cols-1 items-start gap-x-8 gap-y-12 px-8 pt-8 pb-20 max-sm:px-4 max-sm:pt-6 lg:grid-cols-12"
      >
        <Foundations />
        <Controls />
        <Questions />
        <TabsAndBadges />
        <States />
        <Overlays />
        <Charts />
        <Certificates />
      </main>
    </div>
  );
}
