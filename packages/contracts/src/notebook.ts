import { z } from "zod";

const Source = z
  .union([z.string(), z.array(z.string())])
  .transform((text) => [text].flat().join(""));

const Output = z.looseObject({
  output_type: z.string(),
  text: Source.optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  ename: z.string().optional(),
  evalue: z.string().optional(),
});

const Notebook = z.looseObject({
  nbformat: z.number(),
  metadata: z
    .looseObject({
      language_info: z.looseObject({ name: z.string() }).optional(),
    })
    .optional(),
  cells: z
    .array(
      z.looseObject({
        cell_type: z.string(),
        source: Source,
        execution_count: z.number().nullish(),
        outputs: z.array(Output).default([]),
      }),
    )
    .max(5_000),
});

export type NotebookOutput =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "image"; readonly address: string }
  /** Something that would have to be run to be seen. */
  | { readonly kind: "left-out"; readonly type: string };

export interface NotebookCell {
  readonly kind: "markdown" | "code" | "raw";
  readonly source: string;
  readonly count: number | null;
  readonly outputs: readonly NotebookOutput[];
}

export interface NotebookPage {
  readonly language: string;
  readonly cells: readonly NotebookCell[];
}

/** A notebook of Jupyter's format 4; null when this is none. Nothing in it is run, and its HTML is left out. */
export function parseNotebook(text: string): NotebookPage | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = Notebook.safeParse(json);
  if (!parsed.success) return null;
  const { metadata, cells } = parsed.data;
  return {
    language: metadata?.language_info?.name ?? "python",
    cells: cells.map(({ cell_type, source, execution_count, outputs }) => ({
      kind: cell_type === "markdown" || cell_type === "raw" ? cell_type : "code",
      source,
      count: execution_count ?? null,
      outputs: outputs.map(readOutput),
    })),
  };
}

const base64 = /^[A-Za-z0-9+/=\s]+$/;

function readOutput(output: z.infer<typeof Output>): NotebookOutput {
  if (output.text !== undefined) return { kind: "text", text: output.text };
  if (output.output_type === "error") {
    return { kind: "error", text: `${output.ename ?? "Error"}: ${output.evalue ?? ""}` };
  }
  const data = output.data ?? {};
  for (const type of ["image/png", "image/jpeg"]) {
    const bytes = Source.safeParse(data[type]);
    if (bytes.success && base64.test(bytes.data)) {
      return { kind: "image", address: `data:${type};base64,${bytes.data.replace(/\s/g, "")}` };
    }
  }
  const plain = Source.safeParse(data["text/plain"]);
  if (plain.success) return { kind: "text", text: plain.data };
  return { kind: "left-out", type: Object.keys(data)[0] ?? output.output_type };
}
