import { parseNotebook } from "@byteos/contracts/notebook";
import { endingOf, fileNameOf } from "@byteos/contracts/repository-file";
import { formatBytes } from "@byteos/ui/logic/format-bytes";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { ArchiveView } from "@byteos/ui/patterns/repository/archive-view";
import { FileIcon } from "@byteos/ui/patterns/repository/file-icon";
import { MarkdownView } from "@byteos/ui/patterns/repository/markdown-view";
import { ModelView } from "@byteos/ui/patterns/repository/model-view";
import { NotebookView } from "@byteos/ui/patterns/repository/notebook-view";
import { Button } from "@byteos/ui/primitives/button";
import type { FilePage } from "@byteos/usecases/forge/load-file";
import FileWarning from "lucide-react/icons/file-warning";
import { fileHref, rawHref, type RepositoryAddress } from "../addresses.ts";
import { CodeFile } from "./code-file.tsx";
import { TableFile } from "./table-file.tsx";

export interface FilePanelProps {
  address: RepositoryAddress;
  repositoryId: string;
  /** The version in the address; undefined for the default branch. */
  at: string | undefined;
  file: FilePage;
}

/** One file, shown as what it is. */
export function FilePanel({ address, repositoryId, at, file }: FilePanelProps) {
  const name = fileNameOf(file.path);
  // By the version's own name: what is shown and what is fetched later are the same.
  const raw = (path: string) => rawHref(repositoryId, file.commit.name, path);
  return (
    <section aria-label={name} className="rounded-card border-line min-w-0 overflow-hidden border">
      <header className="border-line bg-surface flex min-h-11 items-center gap-2 border-b ps-5 pe-2 text-sm max-sm:ps-4">
        <FileIcon name={name} kind={file.entryKind} />
        <h2 className="min-w-0 truncate font-medium">{name}</h2>
        <span className="text-muted text-xs tabular-nums">{formatBytes(file.size)}</span>
        {file.entryKind === "executable" && <span className="text-muted text-xs">may be run</span>}
        <Button variant="ghost" size="sm" className="ms-auto" asChild>
          <a href={raw(file.path)} download={name}>
            Download
          </a>
        </Button>
      </header>
      <Content
        address={address}
        repositoryId={repositoryId}
        at={at}
        file={file}
        name={name}
        raw={raw}
      />
    </section>
  );
}

function Content({
  address,
  repositoryId,
  at,
  file,
  name,
  raw,
}: FilePanelProps & { name: string; raw: (path: string) => string }) {
  const { view, path, size, commit } = file;
  const places = {
    folder: path.slice(0, Math.max(0, path.lastIndexOf("/"))),
    hrefOf: (to: string) => fileHref(address, { at, path: to }),
    rawHrefOf: raw,
  };
  if (view.kind === "markdown") return <MarkdownView text={view.text} {...places} />;
  if (view.kind === "notebook") {
    const notebook = parseNotebook(view.text);
    if (notebook !== null) return <NotebookView notebook={notebook} {...places} />;
  }
  if (view.kind === "text" || view.kind === "notebook") {
    const nextByte = view.kind === "text" ? view.nextByte : null;
    return (
      <CodeFile
        key={path}
        name={name}
        ending={endingOf(path) || name.toLowerCase()}
        text={view.text}
        nextByte={nextByte}
        size={size}
        address={raw(path)}
      />
    );
  }
  if (view.kind === "inside") {
    const { inspection, rows } = view;
    if (inspection.kind === "model") return <ModelView model={inspection} name={name} />;
    if (inspection.kind === "archive") return <ArchiveView archive={inspection} name={name} />;
    if (inspection.kind === "table") {
      const place = { repositoryId, at: commit.name, path };
      return (
        <TableFile
          key={path}
          name={name}
          table={inspection}
          rows={rows}
          size={size}
          place={place}
        />
      );
    }
    return <Unshown title="This file is not opened">{inspection.reason}</Unshown>;
  }
  if (view.kind === "image") {
    return (
      <div className="bg-surface grid place-items-center p-6">
        <img src={raw(path)} alt={name} className="max-h-[70vh] max-w-full" />
      </div>
    );
  }
  if (view.kind === "pdf") {
    // oxlint-disable-next-line react/iframe-missing-sandbox -- browsers show no PDF in a sandbox, and nothing but PDF is answered
    return <iframe src={raw(path)} title={name} className="h-[75vh] w-full" />;
  }
  if (view.kind === "link") {
    return (
      <p className="p-5 text-sm">
        A link to <code className="font-mono text-[0.8125rem]">{view.target}</code>
      </p>
    );
  }
  if (view.kind === "refused") {
    return (
      <Unshown title="This file cannot be shown">
        {view.reason} {view.suggestion}
      </Unshown>
    );
  }
  if (view.kind === "empty") return <p className="text-muted p-5 text-sm">This file is empty.</p>;
  return (
    <Unshown title="Nothing to read here">These bytes are in no format that is shown.</Unshown>
  );
}

function Unshown({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <EmptyState kind="plain" icon={<FileWarning />} title={title} level={3}>
      {children}
    </EmptyState>
  );
}
