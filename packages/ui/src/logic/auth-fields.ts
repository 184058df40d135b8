import type { AuthField } from "../patterns/auth/auth-form.tsx";

/** The fields of every form that lets somebody in, with what password managers need. */
export const emailField: AuthField = {
  name: "email",
  label: "Mail address",
  type: "email",
  autoComplete: "username",
  maxLength: 320,
};

export const passwordField: AuthField = {
  name: "password",
  label: "Password",
  type: "password",
  autoComplete: "current-password",
  maxLength: 72,
};

export const newPasswordField: AuthField = {
  name: "password",
  label: "Password",
  type: "password",
  autoComplete: "new-password",
  hint: "At least 10 characters. A few words are easier to remember than symbols.",
  maxLength: 72,
};

export const fullNameField: AuthField = {
  name: "fullName",
  label: "Your name",
  type: "text",
  autoComplete: "name",
  hint: "As it should stand on certificates.",
  maxLength: 200,
};

/** The six digits of an authenticator app. */
export const appCodeField: AuthField = {
  name: "code",
  label: "Code from your authenticator app",
  type: "text",
  autoComplete: "one-time-code",
  inputMode: "numeric",
  maxLength: 12,
};

export const recoveryCodeField: AuthField = {
  name: "code",
  label: "Recovery code",
  type: "text",
  autoComplete: "off",
  hint: "One of the codes you kept when you set up two-step verification. Each works once.",
  maxLength: 40,
};
