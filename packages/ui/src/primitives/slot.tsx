import {
  cloneElement,
  isValidElement,
  type ReactElement,
  type ReactNode,
  type Ref,
  use,
} from "react";
import { cn } from "../logic/cn.ts";

type Props = Record<string, unknown>;

export interface SlotProps extends Props {
  children?: ReactNode;
}

/** An element that the server passed to a browser component may come wrapped in a promise. */
function useElement(node: unknown): unknown {
  const isLazy =
    typeof node === "object" &&
    node !== null &&
    "$$typeof" in node &&
    node.$$typeof === Symbol.for("react.lazy") &&
    "_payload" in node;
  return isLazy && node._payload instanceof Promise ? use(node._payload) : node;
}

function joinRefs(...refs: unknown[]): Ref<unknown> {
  return (value) => {
    for (const ref of refs) {
      if (typeof ref === "function") ref(value);
      else if (typeof ref === "object" && ref !== null && "current" in ref) ref.current = value;
    }
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The parent's props on the child: classes joined, handlers called one after the other, the child's own word last. */
export function mergeSlotProps(own: Props, child: Props): Props {
  const merged: Props = { ...own, ...child };
  for (const [name, mine] of Object.entries(own)) {
    const theirs = child[name];
    if (/^on[A-Z]/.test(name) && typeof mine === "function" && typeof theirs === "function") {
      merged[name] = (...args: unknown[]): void => {
        theirs(...args);
        mine(...args);
      };
    }
  }
  if (own["className"] || child["className"]) {
    merged["className"] = cn(textOf(own["className"]), textOf(child["className"]));
  }
  if (own["ref"] && child["ref"]) merged["ref"] = joinRefs(own["ref"], child["ref"]);
  return merged;
}

/** Gives its look and behaviour to its one child. A fifth of Radix's in size, for the first load of the player. */
export function Slot({ children, ...own }: SlotProps) {
  const child = useElement(children);
  if (!isValidElement(child)) return null;
  const element = child as ReactElement<Props>;
  return cloneElement(element, mergeSlotProps(own, element.props));
}
