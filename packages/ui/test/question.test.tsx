// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { AnswerFeedback } from "../src/patterns/answer-feedback.tsx";
import { MatchList } from "../src/patterns/match-list.tsx";
import { OptionList } from "../src/patterns/option-list.tsx";
import { OrderList } from "../src/patterns/order-list.tsx";
import { QuestionCard } from "../src/patterns/question-card.tsx";

afterEach(cleanup);
const choices = ["North", "East", "South"].map((word) => ({
  id: word.toLowerCase(),
  content: word,
}));

interface AskedProps {
  name?: string;
  onCheck: (answer: string[]) => void;
  onContinue?: () => void;
  isActive?: boolean;
  kind?: "single" | "multiple";
}

function Asked({
  name = "q",
  onCheck,
  onContinue = () => undefined,
  isActive = true,
  kind = "single",
}: AskedProps) {
  const [answer, setAnswer] = useState<string[]>([]);
  const [outcome, setOutcome] = useState<"correct" | null>(null);
  return (
    <>
      <input aria-label="Note" />
      <a href="#elsewhere">Elsewhere</a>
      <QuestionCard
        id={name}
        label="Question 1"
        stem="Where is it warm?"
        outcome={outcome}
        isReady={answer.length > 0}
        isActive={isActive}
        onCheck={() => {
          onCheck(answer);
          setOutcome("correct");
        }}
        onContinue={onContinue}
        onChooseIndex={(index) => setAnswer(choices[index] ? [choices[index].id] : answer)}
        feedback={<AnswerFeedback outcome={outcome} />}
      >
        <OptionList
          kind={kind}
          name={name}
          labelledBy={`${name}-stem`}
          choices={choices}
          value={answer}
          onValueChange={setAnswer}
          isLocked={outcome !== null}
        />
      </QuestionCard>
    </>
  );
}

describe("QuestionCard", () => {
  it("is answered with the keyboard alone: a number, Enter, Enter", async () => {
    const user = userEvent.setup();
    const onCheck = vi.fn<(answer: string[]) => void>();
    const onContinue = vi.fn<() => void>();
    render(<Asked onCheck={onCheck} onContinue={onContinue} />);
    await user.keyboard("{Enter}");
    expect(onCheck).not.toHaveBeenCalled();
    await user.keyboard("3");
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "South" }).checked).toBe(true);
    await user.keyboard("{Enter}");
    expect(onCheck).toHaveBeenCalledExactlyOnceWith(["south"]);
    expect(screen.getByRole("status").textContent).toContain("Correct");
    await user.keyboard("{Enter}");
    expect(onContinue).toHaveBeenCalledOnce();
    expect(onCheck).toHaveBeenCalledOnce();
  });

  it("checks once when Enter is pressed on an option", async () => {
    const user = userEvent.setup();
    const onCheck = vi.fn<(answer: string[]) => void>();
    render(<Asked onCheck={onCheck} />);
    await user.click(screen.getByRole("radio", { name: "East" }));
    await user.keyboard("{Enter}");
    expect(onCheck).toHaveBeenCalledExactlyOnceWith(["east"]);
  });

  it("ignores keys while one types, and Enter on a link", async () => {
    const user = userEvent.setup();
    const onCheck = vi.fn<(answer: string[]) => void>();
    render(<Asked onCheck={onCheck} />);
    await user.type(screen.getByRole("textbox"), "2{Enter}");
    expect(screen.getAllByRole<HTMLInputElement>("radio").some((radio) => radio.checked)).toBe(
      false,
    );
    await user.click(screen.getByRole("radio", { name: "East" }));
    screen.getByRole("link").focus();
    await user.keyboard("{Enter}");
    expect(onCheck).not.toHaveBeenCalled();
  });

  it("takes keys only with focus inside when it is not the active one", async () => {
    const user = userEvent.setup();
    render(<Asked onCheck={() => undefined} isActive={false} />);
    await user.keyboard("2");
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "East" }).checked).toBe(false);
    await user.click(screen.getByRole("radio", { name: "North" }));
    await user.keyboard("2");
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "East" }).checked).toBe(true);
  });

  it("leaves keys to the active one of several, wherever it stands", async () => {
    const user = userEvent.setup();
    const names = ["first", "second", "third"];
    for (const active of names) {
      const onCheck = vi.fn<(answer: string[]) => void>();
      render(
        names.map((name) => (
          <Asked key={name} name={name} onCheck={onCheck} isActive={name === active} />
        )),
      );
      await user.keyboard("2");
      const checked = screen
        .getAllByRole<HTMLInputElement>("radio")
        .filter((radio) => radio.checked);
      expect(checked.map((radio) => radio.name)).toEqual([active]);
      await user.keyboard("{Enter}");
      expect(onCheck).toHaveBeenCalledExactlyOnceWith(["east"]);
      cleanup();
    }
  });

  it("can choose several", async () => {
    const user = userEvent.setup();
    const onCheck = vi.fn<(answer: string[]) => void>();
    render(<Asked onCheck={onCheck} kind="multiple" />);
    await user.click(screen.getByRole("checkbox", { name: "North" }));
    await user.click(screen.getByRole("checkbox", { name: "East" }));
    await user.click(screen.getByRole("checkbox", { name: "North" }));
    await user.click(screen.getByRole("button", { name: "Check" }));
    expect(onCheck).toHaveBeenCalledExactlyOnceWith(["east"]);
    expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "North" }).disabled).toBe(true);
  });
});

describe("OrderList", () => {
  function Ordered() {
    const [value, setValue] = useState(["north", "east", "south"]);
    return <OrderList label="Order" items={choices} value={value} onValueChange={setValue} />;
  }
  it("moves with arrow keys and buttons and says where", async () => {
    const user = userEvent.setup();
    render(<Ordered />);
    const words = (): string[] =>
      screen
        .getAllByRole("listitem")
        .map(
          (item) => choices.find((choice) => item.textContent?.includes(choice.content))?.id ?? "",
        );
    screen.getByRole("button", { name: "Move item 1" }).focus();
    await user.keyboard("{ArrowDown}");
    expect(words()).toEqual(["east", "north", "south"]);
    expect(screen.getByRole("status").textContent).toBe("Moved to position 2 of 3");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Move item 2");
    await user.click(screen.getByRole("button", { name: "Move item 3 up" }));
    expect(words()).toEqual(["east", "south", "north"]);
  });
});

describe("MatchList", () => {
  it("gives a right to one left only", async () => {
    const user = userEvent.setup();
    const onValueChange = vi.fn<(value: Record<string, string>) => void>();
    render(
      <MatchList
        name="m"
        value={{ a: "x" }}
        onValueChange={onValueChange}
        lefts={[
          { id: "a", content: "A", label: "A" },
          { id: "b", content: "B", label: "B" },
        ]}
        rights={[
          { id: "x", label: "X" },
          { id: "y", label: "Y" },
        ]}
      />,
    );
    await user.selectOptions(screen.getByRole("combobox", { name: "Partner of B" }), "x");
    expect(onValueChange).toHaveBeenCalledExactlyOnceWith({ b: "x" });
  });
});
