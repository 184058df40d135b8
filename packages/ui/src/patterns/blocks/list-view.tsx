import type { NestedList } from "@byteos/contracts/block";
import { RichTextView } from "./rich-text-view.tsx";

export function ListView({ style, items }: NestedList) {
  const Element = style === "ordered" ? "ol" : "ul";
  return (
    <Element
      className={
        style === "ordered"
          ? "marker:text-muted list-decimal space-y-2 ps-7 marker:tabular-nums"
          : "marker:text-muted list-disc space-y-2 ps-7"
      }
    >
      {items.map((item, index) => (
        <li key={index} className="ps-1">
          <RichTextView content={item.content} />
          {item.list !== undefined && (
            <div className="mt-2">
              <ListView {...item.list} />
            </div>
          )}
        </li>
      ))}
    </Element>
  );
}
