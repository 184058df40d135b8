export interface TrainingJob {
  readonly id: string;
  readonly state: "underway" | "succeeded" | "failed" | "cancelled";
  /** The trained model, once it succeeded. */
  readonly model: string | null;
  /** The provider's own code of what went wrong. */
  readonly failure: string | null;
}

/** Trains a model on chat files. Everything throws AppError `training.unavailable`. */
export interface ModelTrainer {
  readonly provider: "own" | "openai";
  readonly baseModel: string;
  /** Returns the file's id at the provider. */
  uploadFile(file: { readonly name: string; readonly text: string }): Promise<string>;
  /** A file that is gone already is as good as removed. */
  removeFile(fileId: string): Promise<void>;
  startJob(job: {
    readonly trainingFile: string;
    readonly validationFile: string | null;
    readonly suffix: string;
  }): Promise<TrainingJob>;
  findJob(jobId: string): Promise<TrainingJob>;
  /** One that has ended already stays as it is. */
  cancelJob(jobId: string): Promise<void>;
}
