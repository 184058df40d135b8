import { formatBytes } from "@byteos/ui/logic/format-bytes";
import { FileIcon } from "@byteos/ui/patterns/repository/file-icon";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronRight from "lucide-react/icons/chevron-right";
import Link from "next/link";
import { fileHref, type RepositoryAddress } from "../addresses.ts";
import type { FolderLevel } from "../loaders.ts";

export interface FileTreeProps {
  address: RepositoryAddress;
  /** The version in the address; undefined for the default branch. */
  at: string | undefined;
  path: string;
  levels: readonly FolderLevel[];
}

const mostShown = 1_000;

/** The folders on the way to where one is, open; all others shut. Made of links, so it works without script. */
export function FileTree({ levels, ...rest }: FileTreeProps) {
  const byPath = new Map(levels.map((level) => [level.path, level]));
  return (
    <ul className="text-sm">
      <Level level={byPath.get("")} depth={0} byPath={byPath} {...rest} />
    </ul>
  );
}

interface LevelProps extends Omit<FileTreeProps, "levels"> {
  level: FolderLevel | undefined;
  depth: number;
  byPath: ReadonlyMap<string, FolderLevel>;
}

function Level({ level, depth, byPath, ...rest }: LevelProps) {
  if (level === undefined) return null;
  return (
    <>
      {level.items.slice(0, mostShown).map((item) => {
        const open = byPath.get(item.path);
        return (
          <li key={item.path}>
            <Row
              item={item}
              above={level.path}
              depth={depth}
              isOpen={open !== undefined}
              {...rest}
            />
            {open !== undefined && (
              <ul>
                <Level level={open} depth={depth + 1} byPath={byPath} {...rest} />
              </ul>
            )}
          </li>
        );
      })}
      {(level.isCut || level.items.length > mostShown) && (
        <li className="text-muted px-2 py-1.5 text-xs">
          The first {Math.min(mostShown, level.items.length).toLocaleString("en")} are listed.
        </li>
      )}
    </>
  );
}

interface RowProps extends Omit<FileTreeProps, "levels"> {
  item: FolderLevel["items"][number];
  above: string;
  depth: number;
  isOpen: boolean;
}

function Row({ item, above, depth, isOpen, address, at, path }: RowProps) {
  const isHere = item.path === path;
  const isFolder = item.kind === "folder";
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <Link
      // A folder that is open closes by going to the one above it.
      href={fileHref(address, { at, path: isFolder && isHere ? above : item.path })}
      prefetch={false}
      aria-current={isHere ? "true" : undefined}
      aria-expanded={isFolder ? isOpen : undefined}
      style={{ paddingInlineStart: `${depth * 20 + (isFolder ? 4 : 26)}px` }}
      className={`rounded-control flex min-h-7.5 items-center gap-2 pe-2 max-md:min-h-11 ${
        isHere
          ? "bg-primary-soft text-primary-soft-fg font-medium"
          : "hover:bg-surface-2 [&>svg]:text-muted"
      }`}
    >
      {isFolder && (
        <Chevron aria-hidden className={`icon-14 ${isOpen ? "" : "rtl:-scale-x-100"}`} />
      )}
      <FileIcon name={item.name} kind={item.kind} isOpen={isOpen} />
      <span className="min-w-0 flex-1 truncate" title={item.name}>
        {item.name}
      </span>
      {!isFolder && (
        <span className={`text-xs whitespace-nowrap tabular-nums ${isHere ? "" : "text-muted"}`}>
          {formatBytes(item.size)}
        </span>
      )}
    </Link>
  );
}
