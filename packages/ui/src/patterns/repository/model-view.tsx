"use client";

import type { ModelInspection, TensorInfo } from "@byteos/contracts/file-inspection";
import { Fragment } from "react";
import type { DataColumn } from "../../logic/data-table.ts";
import { formatBytes } from "../../logic/format-bytes.ts";
import { groupTensors, partDepth, partOf, type TensorGroup } from "../../logic/group-tensors.ts";
import { Callout } from "../callout.tsx";
import { DataTable } from "../data-table.tsx";
import { Facts } from "./facts.tsx";

const fills = ["bg-chart-mute", "bg-chart-1", "bg-chart-2", "bg-chart-3"] as const;
const fillOf = (rank: number | null) => fills[rank ?? 0] ?? fills[0];

function percent(share: number): string {
  if (share > 0 && share < 0.001) return "< 0.1%";
  return `${(share * 100).toFixed(1)}%`;
}

export function showShape(shape: readonly number[]): string {
  return shape.length === 0 ? "scalar" : shape.join(" × ");
}

function ParameterBar({ groups }: { groups: readonly TensorGroup[] }) {
  const words = groups.map(({ name, share }) => `${name} ${percent(share)}`).join(", ");
  return (
    <div className="grid gap-2.5 px-5 pb-4 max-sm:px-4">
      <div role="img" aria-label={`Parameters by part: ${words}`} className="flex h-5 gap-0.5">
        {groups.map(({ name, parameters, rank }) => (
          <span
            key={name}
            className={`min-w-[3px] rounded-xs ${fillOf(rank)}`}
            style={{ flexGrow: Math.max(parameters, 1), flexBasis: 0 }}
          />
        ))}
      </div>
      <p aria-hidden className="text-muted flex flex-wrap gap-x-5 gap-y-1 text-xs">
        {groups.map(({ name, share, rank }) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span className={`size-2.5 rounded-xs ${fillOf(rank)}`} />
            <b className="text-fg font-medium">{name}</b>
            {percent(share)}
          </span>
        ))}
      </p>
    </div>
  );
}

interface TensorCellProps {
  tensor: TensorInfo;
  fill: string;
}

function TensorName({ tensor, fill }: TensorCellProps) {
  return (
    <span className="flex items-center gap-2.5 font-mono text-[0.8125rem] break-words">
      <span aria-hidden className={`size-2 shrink-0 rounded-xs ${fill}`} />
      <span>
        {tensor.name.split(/(?<=[./])/).map((word, at) => (
          <Fragment key={at}>
            {word}
            <wbr />
          </Fragment>
        ))}
      </span>
    </span>
  );
}

function TensorShape({ shape }: { shape: readonly number[] }) {
  return (
    <span className="text-muted font-mono text-[0.8125rem] whitespace-nowrap">
      {showShape(shape)}
    </span>
  );
}

interface TensorShareProps {
  fill: string;
  share: number;
  /** Of the bar: 1 for the largest tensor. */
  length: number;
}

function TensorShare({ fill, share, length }: TensorShareProps) {
  return (
    <span className="flex items-center justify-end gap-2.5 max-sm:justify-start">
      <span
        aria-hidden
        className="bg-surface-2 h-1.5 w-10 overflow-hidden rounded-xs max-lg:hidden"
      >
        <span
          className={`block h-full rounded-xs ${fill}`}
          style={{ width: `${Math.max(1, length * 100)}%` }}
        />
      </span>
      <span className="w-12 text-end whitespace-nowrap max-sm:text-start">{percent(share)}</span>
    </span>
  );
}

function columnsOf(
  model: ModelInspection,
  rankByPart: ReadonlyMap<string, number | null>,
  depth: number,
): DataColumn<TensorInfo>[] {
  const largest = model.tensors.reduce((most, { parameters }) => Math.max(most, parameters), 1);
  const all = Math.max(1, model.parameters);
  const fill = ({ name }: TensorInfo) => fillOf(rankByPart.get(partOf(name, depth)) ?? null);
  const types = new Set(model.tensors.map(({ type }) => type));
  return [
    {
      id: "name",
      header: "Tensor",
      value: (tensor) => tensor.name,
      isWide: true,
      cell: (tensor) => TensorName({ tensor, fill: fill(tensor) }),
    },
    {
      id: "shape",
      header: "Shape",
      value: (tensor) => showShape(tensor.shape),
      isSortable: false,
      cell: TensorShape,
    },
    ...(types.size > 1
      ? [{ id: "type", header: "Type", value: (tensor: TensorInfo) => tensor.type }]
      : []),
    {
      id: "parameters",
      header: "Parameters",
      isNumeric: true,
      value: (tensor) => tensor.parameters,
      cell: (tensor) => tensor.parameters.toLocaleString("en"),
    },
    {
      id: "share",
      header: "Share",
      isNumeric: true,
      isExported: false,
      value: (tensor) => tensor.parameters / all,
      cell: (tensor) =>
        TensorShare({
          fill: fill(tensor),
          share: tensor.parameters / all,
          length: tensor.parameters / largest,
        }),
    },
  ];
}

/** What is inside of a model file: parameters by part, every tensor, metadata. */
export function ModelView({ model, name }: { model: ModelInspection; name: string }) {
  const groups = groupTensors(model.tensors);
  const depth = partDepth(model.tensors);
  const rankByPart = new Map(groups.map((group) => [group.name, group.rank]));
  const types = [...new Set(model.tensors.map(({ type }) => type))];
  const columns = columnsOf(model, rankByPart, depth);
  return (
    <div className="grid gap-5 py-5">
      <Facts
        facts={[
          ["Parameters", model.parameters.toLocaleString("en")],
          ["Tensors", model.tensorCount.toLocaleString("en")],
          ["Type", types.length > 3 ? `${types.length} types` : types.join(", ") || "none"],
          ["Tensor data", formatBytes(model.tensorBytes)],
          ["Format", `${model.format} ${model.formatVersion ?? ""}`.trim()],
        ]}
      />
      {model.warnings.map((warning) => (
        <Callout key={warning} variant="warning" title={null} className="mx-5">
          {warning}
        </Callout>
      ))}
      {groups.length > 0 && <ParameterBar groups={groups} />}
      <div className="px-5 max-sm:px-4">
        <DataTable
          isFlush
          label="Tensors"
          rows={model.tensors}
          columns={columns}
          rowId={(tensor) => tensor.name}
          searchLabel="Search tensors"
          csvName={`${name}-tensors`}
          empty={<p className="text-muted text-sm">This file holds no tensors.</p>}
        />
        {model.tensorCount > model.tensors.length && (
          <p className="text-muted mt-2 text-xs">
            The first {model.tensors.length.toLocaleString("en")} tensors are listed; the sums above
            are of all.
          </p>
        )}
      </div>
      <FactList title="Metadata" facts={model.facts} />
      <FactList
        title="Operators"
        facts={model.operators.map((operator) => ({
          key: operator.name,
          value: operator.count.toLocaleString("en"),
        }))}
      />
    </div>
  );
}

function FactList({
  title,
  facts,
}: {
  title: string;
  facts: readonly { readonly key: string; readonly value: string }[];
}) {
  if (facts.length === 0) return null;
  return (
    <section className="px-5 max-sm:px-4">
      <h3 className="mb-2 text-sm font-semibold">
        {title} <span className="text-muted font-normal">{facts.length}</span>
      </h3>
      <dl className="grid grid-cols-[minmax(8rem,auto)_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm max-sm:grid-cols-1">
        {facts.map(({ key, value }) => (
          <div key={key} className="col-span-full grid grid-cols-subgrid">
            <dt className="text-muted font-mono text-[0.8125rem] break-all">{key}</dt>
            <dd className="line-clamp-4 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
