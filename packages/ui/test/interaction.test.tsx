// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHotkeys } from "../src/hooks/use-hotkeys.ts";
import { focusFirstError } from "../src/logic/focus-first-error.ts";
import { setShortcutsOn } from "../src/logic/shortcuts.ts";
import { isCurrentItem } from "../src/patterns/app-shell.tsx";
import { ConfirmDialog } from "../src/patterns/confirm-dialog.tsx";
import { Field } from "../src/patterns/field.tsx";
import { KeyboardMap } from "../src/patterns/keyboard-map.tsx";
import { MoreMenu } from "../src/patterns/more-menu.tsx";
import { Button } from "../src/primitives/button.tsx";
import { DropdownMenuItem } from "../src/primitives/dropdown-menu.tsx";
import { Input } from "../src/primitives/input.tsx";
import { SegmentedControl } from "../src/primitives/segmented-control.tsx";

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  setShortcutsOn(true);
});

interface KeysProps {
  onKey: (name: string) => void;
  isEnabled?: boolean;
}

function Keys({ onKey, isEnabled = true }: KeysProps) {
  useHotkeys(
    {
      "?": () => onKey("help"),
      "g c": () => onKey("courses"),
      g: () => onKey("g"),
      "mod+s": () => onKey("save"),
      "/": () => onKey("search"),
    },
    { isEnabled },
  );
  return (
    <>
      <input aria-label="Text" />
      <textarea aria-label="Long" />
      <div
        role="textbox"
        aria-label="Editor"
        contentEditable
        suppressContentEditableWarning
        tabIndex={0}
      />
    </>
  );
}

describe("useHotkeys", () => {
  it("hears single keys and sequences", async () => {
    const user = userEvent.setup();
    const onKey = vi.fn<(name: string) => void>();
    render(<Keys onKey={onKey} />);
    await user.keyboard("?");
    await user.keyboard("/");
    expect(onKey.mock.calls.flat()).toEqual(["help", "search"]);
  });

  it("ignores single keys in fields and editors, but not Cmd or Ctrl", async () => {
    const user = userEvent.setup();
    const onKey = vi.fn<(name: string) => void>();
    render(<Keys onKey={onKey} />);
    for (const box of screen.getAllByRole("textbox")) {
      box.focus();
      await user.keyboard("?/gc");
    }
    expect(onKey).not.toHaveBeenCalled();
    await user.keyboard("{Control>}s{/Control}");
    expect(onKey).toHaveBeenCalledExactlyOnceWith("save");
  });

  it("can be turned off, by the page and by the person", async () => {
    const user = userEvent.setup();
    const onKey = vi.fn<(name: string) => void>();
    const view = render(<Keys onKey={onKey} isEnabled={false} />);
    await user.keyboard("?");
    view.rerender(<Keys onKey={onKey} />);
    setShortcutsOn(false);
    await user.keyboard("?");
    expect(onKey).not.toHaveBeenCalled();
    await user.keyboard("{Meta>}s{/Meta}");
    expect(onKey).toHaveBeenCalledExactlyOnceWith("save");
  });

  it("follows g with a letter", async () => {
    const user = userEvent.setup();
    const onKey = vi.fn<(name: string) => void>();
    function Go() {
      useHotkeys({ "g c": () => onKey("courses"), "g p": () => onKey("people") });
      return null;
    }
    render(<Go />);
    await user.keyboard("gp");
    await user.keyboard("c");
    await user.keyboard("gxc");
    expect(onKey.mock.calls.flat()).toEqual(["people"]);
  });
});

describe("ConfirmDialog", () => {
  it("names the thing and the verb, waits, and closes", async () => {
    const user = userEvent.setup();
    let finish = (): void => undefined;
    const onConfirm = vi.fn<() => Promise<void>>(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    render(
      <ConfirmDialog
        trigger={<Button>Delete</Button>}
        title="Delete Git basics?"
        confirmLabel="Delete course"
        busyLabel="Deleting…"
        tone="danger"
        onConfirm={onConfirm}
      >
        Certificates are kept.
      </ConfirmDialog>,
    );
    await user.click(screen.getByRole("button", { name: "Delete" }));
    expect(screen.getByRole("alertdialog", { name: "Delete Git basics?" }).textContent).toContain(
      "Certificates are kept.",
    );
    await user.click(screen.getByRole("button", { name: "Delete course" }));
    await user.click(screen.getByRole("button", { name: "Deleting…" }));
    expect(onConfirm).toHaveBeenCalledOnce();
    finish();
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  });

  it("stays open and says so when it fails; Cancel changes nothing", async () => {
    const user = userEvent.setup();
    const onConfirm = vi.fn<() => Promise<void>>(() => Promise.reject(new Error("secret detail")));
    render(
      <ConfirmDialog
        trigger={<Button>Publish</Button>}
        title="Publish?"
        confirmLabel="Publish course"
        onConfirm={onConfirm}
      >
        64 learners move.
      </ConfirmDialog>,
    );
    await user.click(screen.getByRole("button", { name: "Publish" }));
    await user.click(screen.getByRole("button", { name: "Publish course" }));
    const alert = await screen.findByText(/Nothing was changed/);
    expect(alert.textContent).not.toContain("secret");
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(onConfirm).toHaveBeenCalledOnce();
  });
});

describe("KeyboardMap", () => {
  it("opens with ? and turns single keys off", async () => {
    const user = userEvent.setup();
    render(
      <KeyboardMap
        groups={[{ title: "Everywhere", keys: [{ keys: ["?"], label: "This list" }] }]}
      />,
    );
    await user.keyboard("?");
    await user.click(screen.getByRole("switch", { name: "Single-key shortcuts" }));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.keyboard("?");
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("fields", () => {
  it("ties label, hint and error to the control, and focuses the first error", () => {
    const view = render(
      <form>
        <Field label="Name">
          <Input />
        </Field>
        <Field label="Email" hint="Never shown" error="Add the part after the dot">
          <Input />
        </Field>
      </form>,
    );
    const email = screen.getByLabelText("Email");
    expect(email.getAttribute("aria-invalid")).toBe("true");
    const described = (email.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(["Never shown", "Add the part after the dot"]);
    expect(focusFirstError(view.container.querySelector("form"))).toBe(true);
    expect(document.activeElement).toBe(email);
  });

  it("ignores a press while busy, and keeps focus", async () => {
    const user = userEvent.setup();
    const onClick = vi.fn<() => void>();
    const onSubmit = vi.fn<() => void>();
    render(
      <form onSubmit={onSubmit}>
        <Button type="submit" busy onClick={onClick}>
          Saving…
        </Button>
      </form>,
    );
    await user.click(screen.getByRole("button"));
    expect(onClick).not.toHaveBeenCalled();
    expect(onSubmit).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(screen.getByRole("button"));
  });
});

describe("isCurrentItem", () => {
  it("knows the page, what is under it, and not its namesakes", () => {
    expect(isCurrentItem({ href: "/courses" }, "/courses/12")).toBe(true);
    expect(isCurrentItem({ href: "/courses" }, "/courses-old")).toBe(false);
    expect(isCurrentItem({ href: "/", match: "exact" }, "/courses")).toBe(false);
  });
});

describe("SegmentedControl", () => {
  it("has one choice, moved by arrow keys", async () => {
    const user = userEvent.setup();
    const onValueChange = vi.fn<(value: string) => void>();
    // jsdom has no CSS.escape, which the test's keyboard needs to find the group.
    vi.stubGlobal("CSS", { escape: (text: string) => text.replaceAll('"', '\\"') });
    render(
      <SegmentedControl
        label="Form"
        value="text"
        onValueChange={onValueChange}
        segments={[
          { value: "text", label: "Text" },
          { value: "video", label: "Video" },
        ]}
      />,
    );
    screen.getByRole("radio", { name: "Text" }).focus();
    await user.keyboard("{ArrowRight}");
    expect(onValueChange).toHaveBeenCalledExactlyOnceWith("video");
  });
});

describe("Button asChild", () => {
  it("gives a link its look, joins handlers and keeps both refs", async () => {
    const user = userEvent.setup();
    const calls: string[] = [];
    const outer = { current: null as HTMLElement | null };
    const inner = { current: null as HTMLAnchorElement | null };
    render(
      <Button
        asChild
        variant="primary"
        onClick={() => calls.push("button")}
        ref={(node) => {
          outer.current = node;
        }}
      >
        <a
          href="#there"
          className="mt-2"
          ref={inner}
          onClick={() => {
            calls.push("link");
          }}
        >
          Go
        </a>
      </Button>,
    );
    const link = screen.getByRole("link", { name: "Go" });
    await user.click(link);
    expect(calls).toEqual(["link", "button"]);
    expect(link.className).toContain("bg-primary");
    expect(link.className).toContain("mt-2");
    expect(link.getAttribute("type")).toBeNull();
    expect(outer.current).toBe(link);
    expect(inner.current).toBe(link);
  });
});

describe("MoreMenu", () => {
  it("opens at the first use, by key as well, and gives the focus back", async () => {
    const user = userEvent.setup();
    const onSelect = vi.fn<() => void>();
    render(
      <MoreMenu label="More for leaks">
        <DropdownMenuItem onSelect={onSelect}>Duplicate</DropdownMenuItem>
      </MoreMenu>,
    );
    expect(screen.queryByText("Duplicate")).toBeNull();
    await user.tab();
    await user.keyboard("{ArrowDown}");
    await user.click(await screen.findByRole("menuitem", { name: "Duplicate" }));
    expect(onSelect).toHaveBeenCalledOnce();
    const button = screen.getByRole("button", { name: "More for leaks" });
    await waitFor(() => expect(document.activeElement).toBe(button));
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("menuitem", { name: "Duplicate" })).toBeTruthy();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("menuitem")).toBeNull());
  });
});
