import { TableWriter } from "@byteos/forge/table/table-writer";

/** Files of a version by their path. */
export type DemoFiles = ReadonlyMap<string, string | Uint8Array>;

/** A course of numbers that is the same everywhere, between 0 and 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const layers: readonly (readonly [name: string, shape: readonly number[]])[] = [
  ["conv1.weight", [16, 1, 5, 5]],
  ["conv1.bias", [16]],
  ["conv2.weight", [32, 16, 3, 3]],
  ["conv2.bias", [32]],
  ["gru.weight_ih_l0", [192, 128]],
  ["gru.weight_hh_l0", [192, 64]],
  ["gru.bias_ih_l0", [192]],
  ["gru.bias_hh_l0", [192]],
  ["out.weight", [3, 64]],
  ["out.bias", [3]],
];

/** A small model as safetensors; those of its layers that `isTrained` names are other than before. */
function modelOf(isTrained: (layer: string) => boolean): Uint8Array {
  const header: Record<string, object> = {
    __metadata__: { framework: "pt", sample_rate: "4000", classes: "leak, pump, traffic" },
  };
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const [at, [name, shape]] of layers.entries()) {
    const count = shape.reduce((product, size) => product * size, 1);
    const random = numbers(at + 1);
    const step = numbers(at + 100);
    const values = Float32Array.from({ length: count }, () => {
      const value = random() * 0.2 - 0.1;
      return isTrained(name) && step() < 0.5 ? value + (step() - 0.5) * 0.01 : value;
    });
    parts.push(new Uint8Array(values.buffer));
    header[name] = { dtype: "F32", shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  return new Uint8Array(Buffer.concat([length, text, ...parts]));
}

const materials = ["Cast iron", "Ductile iron", "Steel", "Asbestos cement", "PVC", "Polyethylene"];

/** Recordings of two loggers at a pipe, with how far off each estimate was. */
async function recordings(count: number): Promise<Uint8Array> {
  const random = numbers(7);
  const parts: Uint8Array[] = [];
  const writer = new TableWriter(
    [
      { name: "pair_id", type: "INT32", isNullable: false },
      { name: "material", type: "STRING", isNullable: false },
      { name: "length_m", type: "DOUBLE", isNullable: false },
      { name: "lag_ms", type: "DOUBLE", isNullable: false },
      { name: "error_m", type: "DOUBLE", isNullable: false },
      { name: "confirmed", type: "BOOLEAN", isNullable: false },
    ],
    (bytes) => parts.push(bytes.slice()),
  );
  const rows = Array.from({ length: count }, (_, id) => {
    const at = Math.floor(random() * materials.length);
    const length = 20 + random() * 180;
    const lag = (length / (1_400 - at * 170)) * 1_000 * (0.8 + random() * 0.4);
    const round = (value: number) => Math.round(value * 100) / 100;
    return [
      id,
      materials[at],
      round(length),
      round(lag),
      round(random() * (at + 1)),
      random() > 0.3,
    ];
  });
  await writer.write(Array.from({ length: 6 }, (_, column) => rows.map((row) => row[column])));
  await writer.finish();
  return new Uint8Array(Buffer.concat(parts));
}

const readme = `# Leak listener

Tells leak noise from pumps and traffic, from recordings of two loggers.

| Folder | What |
| --- | --- |
| [\`src\`](src) | features, training, evaluation |
| [\`model\`](model) | weights of the last training |
| [\`data\`](data) | pairs of recordings with what was found |

## Train it

\`\`\`sh
python src/train.py --data data/loggers.parquet --seed 7
\`\`\`

Recall is measured on pairs that a crew confirmed by digging.
`;

const train = (seed: string) => `"""Trains the listener on confirmed pairs."""
import argparse

import torch

from features import load_pairs


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--seed", type=int, default=${seed})
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    pairs = load_pairs(args.data, confirmed=True)
    print(f"{len(pairs)} pairs")


if __name__ == "__main__":
    main()
`;

const features = `"""Log-mel features of two-logger recordings."""
import pandas as pd

MEL_BINS = 32


def load_pairs(path: str, confirmed: bool) -> pd.DataFrame:
    pairs = pd.read_parquet(path)
    return pairs[pairs.confirmed] if confirmed else pairs
`;

const sites = (more: string) =>
  `site,district,loggers\nMill Lane,north,4\nHarbour Row,south,6\nOld Brewery,north,2\n${more}`;

/** The versions of a demo repository, oldest first, as a team would have made them. */
export async function demoVersions(): Promise<
  readonly { readonly message: string; readonly files: DemoFiles }[]
> {
  const first = new Map<string, string | Uint8Array>([
    ["README.md", readme],
    ["byteos.toml", '[lab]\nentry = "src/train.py"\n'],
    ["src/features.py", features],
    ["src/train.py", train("None")],
    ["data/sites.csv", sites("")],
    ["data/loggers.parquet", await recordings(4_000)],
    ["model/model.safetensors", modelOf(() => false)],
    ["model/config.json", `${JSON.stringify({ classes: 3, mel_bins: 32, hidden: 64 }, null, 2)}\n`],
  ]);
  const pinned = new Map([...first, ["src/train.py", train("7")]]);
  const second = new Map([...pinned, ["data/sites.csv", sites("Canal Street,south,5\n")] as const]);
  const third = new Map([
    ...second,
    ["model/model.safetensors", modelOf((layer) => layer.startsWith("gru.weight"))] as const,
  ]);
  return [
    {
      message: "Listen for leaks\n\nFeatures, a small network and the first recordings.",
      files: first,
    },
    { message: "Pin the seed in training", files: pinned },
    { message: "Add the loggers of Canal Street", files: second },
    { message: "Retrain on the autumn recordings", files: third },
  ];
}
