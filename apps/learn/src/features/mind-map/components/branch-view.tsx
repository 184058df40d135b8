import ChevronRight from "lucide-react/icons/chevron-right";
import type { ReactNode } from "react";
import type { Branch } from "../nest-nodes.ts";

export type RenderNodeLink = (
  place: Branch["node"]["place"],
  props: { readonly className: string; readonly children: ReactNode },
) => ReactNode;

/** A branch of a map, open to a given depth; each entry is a link to its place, made by `renderLink`. */
export function BranchView({
  branch: { node, children },
  isOpen,
  depth,
  renderLink,
}: {
  branch: Branch;
  isOpen: boolean;
  depth: number;
  renderLink: RenderNodeLink;
}) {
  if (children.length === 0) return <NodeLink node={node} renderLink={renderLink} />;
  return (
    <details open={isOpen} className="group/branch">
      <summary className="rounded-control hover:bg-surface-2 flex min-h-9 list-none items-center gap-2 px-1 max-sm:min-h-11">
        <ChevronRight
          aria-hidden
          className="icon-16 text-muted duration-hover shrink-0 transition-transform group-open/branch:rotate-90 rtl:-scale-x-100"
        />
        <span className={depth === 0 ? "font-semibold" : "font-medium"}>{node.label}</span>
      </summary>
      <ul className="border-line ms-3 grid gap-0.5 border-s ps-3">
        {node.kind === "module" ? (
          <li>
            <NodeLink node={node} renderLink={renderLink} words="Open the module" />
          </li>
        ) : null}
        {node.kind === "heading" ? (
          <li>
            <NodeLink node={node} renderLink={renderLink} words="Open this section" />
          </li>
        ) : null}
        {children.map((child) => (
          <li key={child.node.id}>
            <BranchView
              branch={child}
              isOpen={depth < 1}
              depth={depth + 1}
              renderLink={renderLink}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

function NodeLink({
  node,
  renderLink,
  words,
}: {
  node: Branch["node"];
  renderLink: RenderNodeLink;
  /** Instead of the label, where the label stands above already. */
  words?: string;
}) {
  return renderLink(node.place, {
    className:
      "rounded-control hover:bg-surface-2 grid min-h-9 content-center px-1 py-1 text-sm max-sm:min-h-11",
    children: (
      <>
        <span className={words === undefined ? "" : "text-muted"}>
          {words ?? node.label}
          {words === undefined ? null : <span className="sr-only">: {node.label}</span>}
        </span>
        {node.kind === "term" ? (
          <span className="text-muted line-clamp-2 font-serif text-xs text-pretty">
            {node.place.quote}
          </span>
        ) : null}
      </>
    ),
  });
}
