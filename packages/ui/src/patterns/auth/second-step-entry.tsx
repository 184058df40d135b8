import type { ElementType, ReactNode } from "react";
import { appCodeField, recoveryCodeField } from "../../logic/auth-fields.ts";
import { AuthForm, type AuthFormProps } from "./auth-form.tsx";
import { AuthFrame } from "./auth-frame.tsx";

export interface SecondStepEntryProps {
  product: "Learn" | "Studio";
  /** Where the person was going. */
  next: string;
  /** Whether they have lost their app and type a recovery code. */
  kind: "app" | "recovery";
  action: AuthFormProps["action"];
  /** The framework's link component. */
  link: ElementType;
  signOut: ReactNode;
}

/** The second step of a sign-in, at `/second-step`. */
export function SecondStepEntry({
  product,
  next,
  kind,
  action,
  link: Link,
  signOut,
}: SecondStepEntryProps) {
  const other = kind === "app" ? "&with=recovery" : "";
  return (
    <AuthFrame
      product={product}
      title="One more step"
      description="Two-step verification is on for this account."
      footer={
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Link className="link" href={`/second-step?next=${encodeURIComponent(next)}${other}`}>
            {kind === "app" ? "Use a recovery code" : "Use your authenticator app"}
          </Link>
          {signOut}
        </div>
      }
    >
      <AuthForm
        key={kind}
        action={action}
        fields={[kind === "app" ? appCodeField : recoveryCodeField]}
        hidden={{ next, kind }}
        submitLabel="Continue"
        busyLabel="Checking…"
      />
    </AuthFrame>
  );
}
