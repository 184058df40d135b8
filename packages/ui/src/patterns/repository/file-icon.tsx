import { fileKindOf, type FileKind } from "@byteos/contracts/repository-file";
import Archive from "lucide-react/icons/archive";
import Box from "lucide-react/icons/box";
import CodeXml from "lucide-react/icons/code-xml";
import CornerDownRight from "lucide-react/icons/corner-down-right";
import FileText from "lucide-react/icons/file-text";
import Folder from "lucide-react/icons/folder";
import FolderOpen from "lucide-react/icons/folder-open";
import ImageIcon from "lucide-react/icons/image";
import NotebookText from "lucide-react/icons/notebook-text";
import Table2 from "lucide-react/icons/table-2";
import type { ReactNode } from "react";

const icons: Readonly<Record<FileKind, ReactNode>> = {
  archive: <Archive aria-hidden />,
  code: <CodeXml aria-hidden />,
  image: <ImageIcon aria-hidden />,
  markdown: <FileText aria-hidden />,
  model: <Box aria-hidden />,
  notebook: <NotebookText aria-hidden />,
  pdf: <FileText aria-hidden />,
  table: <Table2 aria-hidden />,
};

export interface FileIconProps {
  name: string;
  kind: "file" | "executable" | "symlink" | "folder";
  isOpen?: boolean;
}

export function FileIcon({ name, kind, isOpen = false }: FileIconProps) {
  if (kind === "folder") return isOpen ? <FolderOpen aria-hidden /> : <Folder aria-hidden />;
  if (kind === "symlink") return <CornerDownRight aria-hidden />;
  return icons[fileKindOf(name)];
}
