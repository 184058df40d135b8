import TriangleAlert from "lucide-react/icons/triangle-alert";
import { cloneElement, type ReactElement, type ReactNode, useId } from "react";
import { cn } from "../logic/cn.ts";
import { Label } from "../primitives/label.tsx";

interface ControlProps {
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  required?: boolean;
}

export interface FieldProps {
  label: ReactNode;
  /** One control: Input, Textarea, Select, NativeSelect… It is given id, aria-describedby and aria-invalid. */
  children: ReactElement<ControlProps>;
  hint?: ReactNode;
  error?: string | undefined;
  isOptional?: boolean;
  isLabelHidden?: boolean;
  className?: string;
}

export function Field({
  label,
  children,
  hint,
  error,
  isOptional = false,
  isLabelHidden = false,
  className,
}: FieldProps) {
  const ownId = useId();
  const id = children.props.id ?? ownId;
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [
    children.props["aria-describedby"],
    hint ? hintId : undefined,
    error ? errorId : undefined,
  ]
    .filter(Boolean)
    .join(" ");
  const control: ControlProps = { id };
  if (describedBy) control["aria-describedby"] = describedBy;
  if (error) control["aria-invalid"] = true;
  return (
    <div className={cn("min-w-0", className)}>
      <Label htmlFor={id} className={isLabelHidden ? "sr-only" : "mb-1.5"}>
        {label}
        {isOptional ? <span className="text-muted ms-1.5 font-normal">Optional</span> : null}
      </Label>
      {cloneElement(children, control)}
      {error ? (
        <p id={errorId} className="text-incorrect-fg mt-1.5 flex gap-1.5 text-xs font-medium">
          <TriangleAlert aria-hidden className="icon-16" />
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={hintId} className="text-muted mt-1.5 text-xs">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

export interface ChoiceFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** One Checkbox, Switch or RadioGroupItem. */
  children: ReactElement<ControlProps>;
  className?: string;
}

/** A control that is ticked, with its words beside it. */
export function ChoiceField({ label, hint, children, className }: ChoiceFieldProps) {
  const ownId = useId();
  const id = children.props.id ?? ownId;
  return (
    <div
      className={cn(
        "flex min-h-8 items-start gap-2.5 py-1.5 max-sm:min-h-11 max-sm:py-2.5",
        className,
      )}
    >
      {cloneElement(children, hint ? { id, "aria-describedby": `${id}-hint` } : { id })}
      <div className="min-w-0">
        <Label htmlFor={id} className="font-normal!">
          {label}
        </Label>
        {hint ? (
          <p id={`${id}-hint`} className="text-muted text-xs">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
