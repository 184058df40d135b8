import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { Section } from "@byteos/ui/patterns/section";
import { StatGroup, StatTile } from "@byteos/ui/patterns/stat-tile";
import { Badge } from "@byteos/ui/primitives/badge";
import type { FineTuningView } from "@byteos/usecases/fine-tuning/load-fine-tuning";
import type { TrainingView } from "../loaders.ts";
import { ModelActions, StartTraining } from "./training-actions.tsx";

type Model = FineTuningView["models"][number];

const states: Readonly<
  Record<
    Model["state"],
    { words: string; tone: "neutral" | "info" | "correct" | "incorrect" | "warning" }
  >
> = {
  waiting: { words: "Waiting for the worker", tone: "neutral" },
  uploading: { words: "Sending turns", tone: "info" },
  training: { words: "Training", tone: "info" },
  ready: { words: "Ready", tone: "correct" },
  failed: { words: "Failed", tone: "incorrect" },
  cancelled: { words: "Cancelled", tone: "neutral" },
};

const failures: Readonly<Record<string, string>> = {
  "training.too-little":
    "Too few helpful turns were left when it began: learners may have withdrawn.",
  "training.no-provider": "The provider that it was started with is not set up any more.",
  "training.broken-off": "It was broken off. Start again.",
  "training.no-model": "The provider finished without a model.",
};

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

/** A model of the organisation's own for Byte: what it could learn from, and what became of each training. */
export function TrainingSection({ training }: { training: TrainingView }) {
  const { baseModel, consents, examples, learners, isEnough, models } = training;
  const isUnderway = models.some(({ state }) =>
    ["waiting", "uploading", "training"].includes(state),
  );
  return (
    <Section
      title="Train Byte"
      description="A model of your own, trained with the turns that learners found helpful and let be used. Names, addresses and numbers are taken out before anything is sent; the provider's copies are deleted when the training ends."
      className="max-w-180"
    >
      {baseModel === null ? (
        <EmptyState title="No model to train is set up">
          Whoever runs this server names one as BYTEOS_TUNING_MODEL, with the key of its provider.
        </EmptyState>
      ) : (
        <div className="grid gap-6">
          <StatGroup>
            <StatTile label="Learners who agreed" value={consents} />
            <StatTile label="Helpful turns" value={examples} />
            <StatTile label="From learners" value={learners} />
          </StatGroup>
          <div className="grid justify-items-start gap-2">
            <StartTraining
              baseModel={baseModel}
              examples={examples}
              isDisabled={!isEnough || isUnderway}
            />
            {isEnough || isUnderway ? null : (
              <p className="text-muted text-sm text-pretty">
                A training needs at least {training.fewestExamples} helpful turns of{" "}
                {training.fewestLearners} learners. Learners agree in their account in Learn.
              </p>
            )}
          </div>
          {models.length === 0 ? null : (
            <ul className="border-line divide-line rounded-card divide-y border">
              {models.map((model) => (
                <ModelRow key={model.id} model={model} />
              ))}
            </ul>
          )}
        </div>
      )}
    </Section>
  );
}

function ModelRow({ model }: { model: Model }) {
  const { words, tone } = states[model.state];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
      <div className="grid min-w-0 flex-1 basis-60 gap-1">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <span className="wrap-anywhere">{model.baseModel}</span>
          <Badge tone={tone}>{words}</Badge>
          {model.isInUse ? <Badge tone="primary">In use</Badge> : null}
        </p>
        <p className="text-muted text-xs text-pretty">
          Started {day.format(model.createdAt)}
          {model.examples === null ? "" : `, ${model.examples} turns`}
          {model.state === "failed"
            ? `. ${failures[model.failure ?? ""] ?? `The provider says: ${model.failure ?? "unknown"}.`}`
            : ""}
        </p>
      </div>
      <ModelActions id={model.id} state={model.state} isInUse={model.isInUse} />
    </li>
  );
}
