import { cn } from "../logic/cn.ts";
import { BlockIcon, blockName } from "../patterns/block-icon.tsx";
import { BrandMark } from "../patterns/brand-mark.tsx";
import { ByteMark } from "../patterns/byte-mark.tsx";
import { Cover } from "../patterns/cover.tsx";
import { Show, State } from "./showcase-parts.tsx";

const swatches = [
  ["bg", "bg-bg text-fg"],
  ["surface", "bg-surface text-fg"],
  ["surface-2", "bg-surface-2 text-fg"],
  ["primary", "bg-primary text-on-primary"],
  ["primary-soft", "bg-primary-soft text-primary-soft-fg"],
  ["correct-soft", "bg-correct-soft text-correct-fg"],
  ["incorrect-soft", "bg-incorrect-soft text-incorrect-fg"],
  ["warning-soft", "bg-warning-soft text-warning-fg"],
  ["info-soft", "bg-info-soft text-info-fg"],
  ["mark", "bg-mark text-fg"],
] as const;

const sizes = [
  ["36/40 serif", "font-serif text-4xl font-semibold", "How commits connect"],
  ["24/32 serif", "font-serif text-2xl font-semibold", "From snapshot to history"],
  ["18/30 serif", "font-serif text-reading", "A commit points at the one before it."],
  ["16/24 sans", "text-base", "Learn body, questions, Byte."],
  ["14/20 sans", "text-sm", "Studio body, tables, navigation."],
  ["12/16 sans", "text-xs text-muted tabular-nums", "Meta, captions, axis labels. 1,204 of 2,018"],
] as const;

const blockTypes = [
  "paragraph",
  "heading",
  "list",
  "quote",
  "callout",
  "code",
  "image",
  "table",
  "question",
] as const;

export function Foundations() {
  return (
    <>
      <Show title="Surfaces and meaning">
        <ul className="grid grid-cols-2 gap-2 sm:grid-cols-5">
          {swatches.map(([name, look]) => (
            <li
              key={name}
              className={cn(
                "rounded-option px-3 pt-4 pb-2.5 shadow-[inset_0_0_0_1px_var(--line)]",
                look,
              )}
            >
              <b className="block text-xl font-semibold">Aa</b>
              <span className="text-xs font-medium">{name}</span>
            </li>
          ))}
        </ul>
        <State caption="Mark, Byte and the kinds of block">
          <BrandMark />
          <ByteMark />
          <ByteMark size="sm" />
          {blockTypes.map((type) => (
            <span key={type} title={blockName(type)}>
              <BlockIcon type={type} isTile />
            </span>
          ))}
        </State>
      </Show>
      <Show title="Type">
        <ul className="grid gap-3">
          {sizes.map(([name, look, words]) => (
            <li
              key={name}
              className="grid items-baseline gap-x-4 sm:grid-cols-[4.5rem_minmax(0,1fr)]"
            >
              <span className="text-muted text-xs tabular-nums">{name}</span>
              <p className={cn("text-pretty", look)}>{words}</p>
            </li>
          ))}
        </ul>
      </Show>
      <Show title="Covers: one tint, one ink, drawn from the course" span="full">
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-6">
          {[
            "git",
            "rust",
            "state budget",
            "pipes",
            "chlorine",
            "sql",
            "pumps",
            "valves",
            "maps",
            "rivers",
            "soil",
            "trace",
          ].map((seed) => (
            <Cover key={seed} seed={seed} className="aspect-video w-full" />
          ))}
        </div>
      </Show>
    </>
  );
}
