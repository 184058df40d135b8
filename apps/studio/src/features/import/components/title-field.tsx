import { Textarea } from "@byteos/ui/primitives/textarea";
import type { ComponentProps } from "react";

/** A title of one line of thought, in as many lines of text as it needs; kept on Enter and on leaving. */
export function TitleField({
  title,
  onTitle,
  className,
  ...rest
}: Omit<ComponentProps<typeof Textarea>, "defaultValue" | "onBlur" | "onKeyDown" | "rows"> & {
  title: string;
  onTitle: (title: string) => void;
}) {
  return (
    <Textarea
      key={title}
      rows={1}
      maxLength={300}
      defaultValue={title}
      onBlur={(event) => onTitle(event.target.value.replace(/\s+/gu, " "))}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        event.currentTarget.blur();
      }}
      isResizable={false}
      className={className}
      {...rest}
    />
  );
}
