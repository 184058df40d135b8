import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { FileIcon } from "@byteos/ui/patterns/repository/file-icon";
import { Button } from "@byteos/ui/primitives/button";
import { Input } from "@byteos/ui/primitives/input";
import SearchX from "lucide-react/icons/search-x";
import Link from "next/link";
import { Fragment } from "react";
import { fileHref, repositoryHref } from "../addresses.ts";
import type { SearchView } from "../loaders.ts";
import { RepositoryFrame } from "./repository-frame.tsx";

/** Names, code and documents of a version that have the words. */
export function SearchPage({ view }: { view: SearchView }) {
  const { address, at, text, found } = view;
  const isNothing = found !== null && found.names.length + found.lines.length === 0;
  return (
    <RepositoryFrame view={view} tab="files" at={at}>
      <div className="grid max-w-200 gap-6">
        <form action={repositoryHref(address, "/search")} role="search" className="flex gap-2">
          {at !== undefined && <input type="hidden" name="at" value={at} />}
          <Input
            name="q"
            type="search"
            defaultValue={text}
            maxLength={200}
            aria-label="Search names, code and documents"
            placeholder="Search names, code and documents"
          />
          <Button type="submit" variant="primary">
            Search
          </Button>
        </form>
        {isNothing && (
          <EmptyState kind="plain" icon={<SearchX />} title="Nothing has these words">
            Names, code and documents of this version were looked through.
          </EmptyState>
        )}
        {found !== null && found.names.length > 0 && (
          <section>
            <h2 className="mb-2 text-sm font-semibold">Names</h2>
            <ul className="divide-line divide-y text-sm">
              {found.names.map((path) => (
                <li key={path}>
                  <Link
                    href={fileHref(address, { at, path })}
                    prefetch={false}
                    className="[&>svg]:text-muted flex min-h-9 items-center gap-2 hover:underline"
                  >
                    <FileIcon name={path} kind="file" />
                    <span className="break-all">{path}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
        {found !== null && found.lines.length > 0 && (
          <section>
            <h2 className="mb-2 text-sm font-semibold">In files</h2>
            <ol className="divide-line divide-y text-sm">
              {found.lines.map(({ path, line, text: words }) => (
                <li key={`${path}:${line}`} className="grid gap-1 py-2.5">
                  <Link
                    href={fileHref(address, { at, path })}
                    prefetch={false}
                    className="font-medium break-all hover:underline"
                  >
                    {path}
                    <span className="text-muted font-normal tabular-nums">, line {line}</span>
                  </Link>
                  <code className="font-mono text-[0.8125rem] break-words">
                    <Marked text={words} words={found.words} />
                  </code>
                </li>
              ))}
            </ol>
          </section>
        )}
        {found?.isCut === true && (
          <p className="text-muted text-xs">Long files were passed over, so this may not be all.</p>
        )}
      </div>
    </RepositoryFrame>
  );
}

function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  if (escaped.length === 0) return text;
  // Every second part is one of the words.
  return text
    .split(new RegExp(`(${escaped.join("|")})`, "iu"))
    .map((part, at) => (
      <Fragment key={at}>
        {at % 2 === 1 ? <mark className="bg-mark rounded-xs text-inherit">{part}</mark> : part}
      </Fragment>
    ));
}
