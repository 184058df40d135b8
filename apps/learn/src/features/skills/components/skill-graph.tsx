import type { LearnerSkill } from "@byteos/usecases/learner/load-skills";
import { layoutGraph } from "../layout-graph.ts";

const width = 200;
const height = 56;
const gapX = 56;
const gapY = 20;
const barWidth = width - 24;

const percent = (share: number) => Math.round(share * 100);
const shorten = (name: string) => (name.length > 22 ? `${name.slice(0, 21).trimEnd()}…` : name);
export const skillElementId = (skillId: string) => `skill-${skillId}`;

/** What builds on what, each skill with its estimate and band; a node leads to its entry in the list below. */
export function SkillGraph({ title, skills }: { title: string; skills: readonly LearnerSkill[] }) {
  const placed = layoutGraph(skills);
  const places = new Map(
    placed.map(({ node, column, row }) => [
      node.skillId,
      { x: column * (width + gapX), y: row * (height + gapY) },
    ]),
  );
  const columns = Math.max(...placed.map(({ column }) => column)) + 1;
  const rows = Math.max(...placed.map(({ row }) => row)) + 1;
  const [fullWidth, fullHeight] = [
    columns * (width + gapX) - gapX + 4,
    rows * (height + gapY) - gapY + 4,
  ];
  return (
    <div
      role="group"
      // A drawing has its places from the left; the names in it keep their own direction.
      dir="ltr"
      aria-label={`Skills of ${title} as a graph; the list below says the same`}
      tabIndex={0}
      className="overflow-x-auto py-1"
    >
      <svg
        width={fullWidth}
        height={fullHeight}
        viewBox={`-2 -2 ${fullWidth} ${fullHeight}`}
        className="max-w-none"
      >
        {placed.flatMap(({ node }) =>
          node.requires.flatMap((id) => {
            const [from, to] = [places.get(id), places.get(node.skillId)];
            if (from === undefined || to === undefined) return [];
            const [x1, y1, x2, y2] = [from.x + width, from.y + height / 2, to.x, to.y + height / 2];
            const bend = (x1 + x2) / 2;
            return [
              <path
                key={`${id}-${node.skillId}`}
                d={`M${x1} ${y1} C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`}
                className="stroke-chart-mute fill-none"
                strokeWidth={1.5}
              />,
            ];
          }),
        )}
        {placed.map(({ node }) => {
          const { x = 0, y = 0 } = places.get(node.skillId) ?? {};
          const isKnown = node.evidenceCount > 0;
          return (
            <a key={node.skillId} href={`#${skillElementId(node.skillId)}`}>
              <title>{node.name}</title>
              <rect
                x={x}
                y={y}
                width={width}
                height={height}
                rx={8}
                className={`fill-raised ${node.gap === null ? "stroke-line-strong" : "stroke-warning"}`}
                strokeWidth={node.gap === null ? 1 : 2}
              />
              <text x={x + 12} y={y + 22} className="fill-fg text-sm font-medium">
                {shorten(node.name)}
              </text>
              <rect
                x={x + 12}
                y={y + 38}
                width={barWidth}
                height={6}
                rx={3}
                className="fill-surface-2"
              />
              {isKnown ? (
                <>
                  <rect
                    x={x + 12 + barWidth * node.low}
                    y={y + 38}
                    width={barWidth * (node.high - node.low)}
                    height={6}
                    rx={3}
                    className="fill-chart-band"
                  />
                  <rect
                    x={x + 10 + barWidth * node.proficiency}
                    y={y + 35}
                    width={4}
                    height={12}
                    rx={2}
                    className="fill-primary"
                  />
                </>
              ) : null}
              <desc>{isKnown ? `about ${percent(node.proficiency)}%` : "not practised yet"}</desc>
            </a>
          );
        })}
      </svg>
    </div>
  );
}
