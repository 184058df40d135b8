export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Throws AppError `internal`/`mail.not-sent` when the mail server does not take the message. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
  /** Ends its connections, for a process that ends. */
  close(): void;
}
