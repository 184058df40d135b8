import type { ModelInspection, TensorInfo } from "@byteos/contracts/file-inspection";
import { ByteCursor } from "./byte-cursor.ts";
import { badFile, type ByteSource } from "./byte-source.ts";
import { readTensorProto } from "./onnx-tensor.ts";
import {
  type FieldReaders,
  type ProtobufField,
  readMessage,
  readNested,
  readText,
} from "./protobuf-fields.ts";
import { limitFacts, limitTensors, type Fact } from "./tensor-list.ts";

const mostOperators = 1_000;

interface Draft {
  readonly facts: Fact[];
  readonly tensors: TensorInfo[];
  readonly operators: Map<string, number>;
  readonly warnings: Set<string>;
  irVersion: string | null;
  graphs: number;
}

/**
 * An ONNX model (onnx/onnx, onnx.proto: ModelProto, GraphProto, TensorProto): operators, weights and
 * metadata. Weights are skipped, never read. Paths of weights in other files are shown, never followed.
 * Throws `inspect.bad-file`, `inspect.truncated`, `inspect.too-demanding`.
 */
export async function inspectOnnx(source: ByteSource): Promise<ModelInspection> {
  const draft: Draft = {
    facts: [],
    tensors: [],
    operators: new Map(),
    warnings: new Set(),
    irVersion: null,
    graphs: 0,
  };
  const cursor = new ByteCursor(source);
  await readMessage(cursor, source.size, modelReaders(draft));
  if (draft.irVersion === null || draft.graphs !== 1) throw badFile("This is not an ONNX model.");
  return {
    kind: "model",
    format: "onnx",
    formatVersion: draft.irVersion,
    operators: [...draft.operators]
      .map(([name, count]) => ({ name, count }))
      .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name)),
    ...limitFacts(draft.facts),
    ...limitTensors(draft.tensors),
    warnings: [...draft.warnings],
  };
}

function modelReaders(draft: Draft): FieldReaders {
  const fact = (key: string) => async (cursor: ByteCursor, field: ProtobufField) => {
    const value = await readText(cursor, field);
    if (value !== "") draft.facts.push({ key, value });
  };
  return {
    1: async (_cursor, field) => {
      if (field.wire === "varint") draft.irVersion = String(field.value);
    },
    2: fact("producer"),
    3: fact("producer version"),
    4: fact("domain"),
    6: fact("description"),
    7: async (cursor, field) => {
      draft.graphs += 1;
      await readNested(cursor, field, graphReaders(draft, fact));
    },
    8: async (cursor, field) => {
      const opset = { domain: "ai.onnx", version: "" };
      await readNested(cursor, field, {
        1: async (inner, part) => void (opset.domain = (await readText(inner, part)) || "ai.onnx"),
        2: async (_inner, part) => {
          if (part.wire === "varint") opset.version = String(part.value);
        },
      });
      draft.facts.push({ key: `operators of ${opset.domain}`, value: `version ${opset.version}` });
    },
    14: async (cursor, field) => {
      const pair = { key: "", value: "" };
      await readNested(cursor, field, {
        1: async (inner, part) => void (pair.key = await readText(inner, part)),
        2: async (inner, part) => void (pair.value = await readText(inner, part)),
      });
      draft.facts.push(pair);
    },
  };
}

function graphReaders(
  draft: Draft,
  fact: (key: string) => (cursor: ByteCursor, field: ProtobufField) => Promise<void>,
): FieldReaders {
  return {
    1: (cursor, field) =>
      readNested(cursor, field, {
        4: async (inner, part) => {
          const name = await readText(inner, part);
          if (draft.operators.size < mostOperators || draft.operators.has(name)) {
            draft.operators.set(name, (draft.operators.get(name) ?? 0) + 1);
          }
        },
      }),
    2: fact("graph"),
    5: async (cursor, field) => {
      if (field.wire !== "bytes") throw badFile("A weight of this model is not a message.");
      const { tensor, warning } = await readTensorProto(cursor, cursor.position + field.length);
      draft.tensors.push(tensor);
      if (warning !== null) draft.warnings.add(warning);
    },
  };
}
