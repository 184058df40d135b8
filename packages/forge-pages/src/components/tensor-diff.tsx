import type { TensorChange, TensorDiff } from "@byteos/forge/diff/tensor-diff";
import { formatBytes } from "@byteos/ui/logic/format-bytes";
import { showShape } from "@byteos/ui/patterns/repository/model-view";
import { Badge } from "@byteos/ui/primitives/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@byteos/ui/primitives/table";

const mostChanges = 500;

function number(value: number): string {
  if (!Number.isFinite(value)) return "infinite";
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(2) : value.toPrecision(3);
}

/** Which layers of a model changed, and by how much. */
export function TensorDiffView({ diff }: { diff: TensorDiff }) {
  const { changes, same } = diff;
  const readBytes = changes.reduce(
    (sum, change) => sum + (change.kind === "changed" ? change.readBytes : 0),
    0,
  );
  return (
    <div className="grid gap-3 py-4">
      <p className="text-muted px-5 text-sm tabular-nums">
        {changes.length === 0 ? "No tensor" : `${changes.length.toLocaleString("en")} tensors`}{" "}
        changed, {same.toLocaleString("en")} are the same. {formatBytes(readBytes)} of each version
        were compared; the rest is known to be equal.
      </p>
      {changes.length > 0 && (
        <div className="border-line border-t">
          <Table>
            <TableHead>
              <TableRow>
                <TableHeaderCell>Tensor</TableHeaderCell>
                <TableHeaderCell>Change</TableHeaderCell>
                <TableHeaderCell isNumeric>Values changed</TableHeaderCell>
                <TableHeaderCell isNumeric>Mean change</TableHeaderCell>
                <TableHeaderCell isNumeric>Largest</TableHeaderCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {changes.slice(0, mostChanges).map((change) => (
                <Row key={nameOf(change)} change={change} />
              ))}
            </TableBody>
          </Table>
        </div>
      )}
      {changes.length > mostChanges && (
        <p className="text-muted px-5 text-xs">The first {mostChanges} tensors are listed.</p>
      )}
    </div>
  );
}

function nameOf(change: TensorChange): string {
  return change.kind === "reshaped" ? change.after.name : change.tensor.name;
}

function Row({ change }: { change: TensorChange }) {
  const values = change.kind === "changed" ? change.values : null;
  const words = {
    added: <Badge tone="correct">Added</Badge>,
    removed: <Badge tone="incorrect">Removed</Badge>,
    reshaped: <Badge tone="warning">Reshaped</Badge>,
    changed: <Badge>Changed</Badge>,
  };
  const unknown = <span className="text-muted">{change.kind === "changed" ? "not read" : ""}</span>;
  return (
    <TableRow>
      <TableCell isWide className="font-mono text-[0.8125rem] break-all">
        {nameOf(change)}
        {change.kind === "reshaped" && (
          <span className="text-muted block">
            {showShape(change.before.shape)} {change.before.type} → {showShape(change.after.shape)}{" "}
            {change.after.type}
          </span>
        )}
      </TableCell>
      <TableCell label="Change">{words[change.kind]}</TableCell>
      <TableCell label="Values changed" isNumeric>
        {values === null ? unknown : `${(values.share * 100).toPrecision(3)}%`}
      </TableCell>
      <TableCell label="Mean change" isNumeric>
        {values === null ? unknown : number(values.mean)}
      </TableCell>
      <TableCell label="Largest" isNumeric>
        {values === null ? unknown : number(values.largest)}
      </TableCell>
    </TableRow>
  );
}
