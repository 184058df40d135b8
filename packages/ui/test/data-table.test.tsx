// @vitest-environment jsdom
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DataColumn, DataFilter } from "../src/logic/data-table.ts";
import { DataTable } from "../src/patterns/data-table.tsx";

interface Row {
  id: string;
  name: string;
  score: number | null;
  state: string;
}
const rows: Row[] = [
  { id: "a", name: "Valves", score: 9, state: "draft" },
  { id: "b", name: "=Pumps", score: 80, state: "published" },
  { id: "c", name: "Mains", score: null, state: "draft" },
];
const columns: DataColumn<Row>[] = [
  { id: "name", header: "Course", value: (row) => row.name },
  { id: "score", header: "Score", value: (row) => row.score, isNumeric: true },
];
const filters: DataFilter<Row>[] = [
  {
    id: "state",
    label: "Any state",
    options: [{ value: "draft", label: "Draft" }],
    matches: (row, value) => row.state === value,
  },
];

function names(): (string | null)[] {
  return within(screen.getByRole("table"))
    .getAllByRole("row")
    .slice(1)
    .map(
      (row) =>
        within(row).queryAllByRole("cell").at(-2)?.textContent?.replace("Course", "") ?? null,
    );
}

function show(extra: Partial<Parameters<typeof DataTable<Row>>[0]> = {}) {
  return render(
    <DataTable
      label="Courses"
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      rowLabel={(row) => row.name}
      searchLabel="Search courses"
      filters={filters}
      csvName="courses"
      {...extra}
    />,
  );
}

let saved: string[] = [];
beforeEach(() => {
  saved = [];
  vi.stubGlobal(
    "URL",
    Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: () => undefined }),
  );
  vi.stubGlobal("Blob", function keep(parts: string[]) {
    saved.push(parts.join(""));
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("DataTable", () => {
  it("sorts by a column, and back, with nothing last", async () => {
    const user = userEvent.setup();
    show();
    const header = screen.getByRole("columnheader", { name: "Score" });
    await user.click(within(header).getByRole("button"));
    expect(header.getAttribute("aria-sort")).toBe("descending");
    expect(names()).toEqual(["=Pumps", "Valves", "Mains"]);
    await user.click(within(header).getByRole("button"));
    expect(header.getAttribute("aria-sort")).toBe("ascending");
    expect(names()).toEqual(["Valves", "=Pumps", "Mains"]);
  });

  it("searches, filters, and clears both when nothing matches", async () => {
    const user = userEvent.setup();
    show();
    await user.type(screen.getByRole("searchbox"), "ma");
    expect(names()).toEqual(["Mains"]);
    await user.clear(screen.getByRole("searchbox"));
    await user.selectOptions(screen.getByRole("combobox", { name: "Any state" }), "draft");
    expect(names()).toEqual(["Valves", "Mains"]);
    await user.type(screen.getByRole("searchbox"), "pumps");
    expect(screen.getByText("Nothing matches")).toBeTruthy();
    expect(screen.getByText(/“pumps”, Draft/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Clear filters" }));
    expect(names()).toHaveLength(3);
  });

  it("exports what is shown, in its order, with formulas disarmed", async () => {
    const user = userEvent.setup();
    show({ initialSort: { id: "name" } });
    await user.click(screen.getByRole("button", { name: "Export CSV" }));
    const lines = (saved[0] ?? "").split("\r\n");
    expect(lines[0]).toBe("\u{feff}Course,Score");
    expect(lines.slice(1, 4).toSorted()).toEqual(["'=Pumps,80", "Mains,", "Valves,9"]);
  });

  it("chooses rows, all and none, and hands them over", async () => {
    const user = userEvent.setup();
    show({ renderSelection: (chosen) => <span>{chosen.map((row) => row.id).join("+")}</span> });
    await user.click(screen.getByRole("checkbox", { name: "Choose Mains" }));
    expect(screen.getByText("c")).toBeTruthy();
    expect(screen.getByRole("checkbox", { name: "Choose all" }).getAttribute("aria-checked")).toBe(
      "mixed",
    );
    await user.click(screen.getByRole("checkbox", { name: "Choose all" }));
    expect(screen.getByText("a+b+c")).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: "Choose all" }));
    expect(screen.queryByText(/chosen/)).toBeNull();
  });

  it("draws only the rows in sight when there are more than 50", () => {
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(640);
    vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(49);
    const many = Array.from({ length: 5_000 }, (_, index) => ({
      id: String(index),
      name: `Course ${index}`,
      score: index,
      state: "draft",
    }));
    show({ rows: many });
    const drawn = screen.getAllByRole("row").length;
    expect(drawn).toBeGreaterThan(8);
    expect(drawn).toBeLessThan(60);
    expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("5001");
  });
});
