import type { KeyGroup } from "@byteos/ui/patterns/keyboard-map";

export const editorKeys: readonly KeyGroup[] = [
  {
    title: "Course",
    keys: [
      { keys: ["Ctrl", "S"], label: "Save now" },
      { keys: ["Ctrl", "Z"], label: "Undo words and structure" },
      { keys: ["Ctrl", "Shift", "Z"], label: "Redo" },
      { keys: ["Ctrl", "Shift", "P"], label: "Preview as a learner" },
      { keys: ["?"], label: "This list" },
    ],
  },
  {
    title: "Blocks",
    keys: [
      { keys: ["/"], label: "Insert a block" },
      { keys: ["Esc"], label: "Choose the whole block" },
      { keys: ["Enter"], label: "Write in the chosen block" },
      { keys: ["Alt", "Shift", "↑"], label: "Move up" },
      { keys: ["Alt", "Shift", "↓"], label: "Move down" },
      { keys: ["Ctrl", "D"], label: "Duplicate" },
      { keys: ["⌫"], label: "Delete the chosen block" },
    ],
  },
  {
    title: "Words",
    keys: [
      { keys: ["Ctrl", "B"], label: "Bold" },
      { keys: ["Ctrl", "I"], label: "Italic" },
      { keys: ["Ctrl", "E"], label: "Code" },
      { keys: ["Ctrl", "Alt", "2"], label: "Heading 2, 3 or 4" },
      { keys: ["Ctrl", "Shift", "8"], label: "Bulleted list" },
      { keys: ["Ctrl", "Shift", "7"], label: "Numbered list" },
    ],
  },
  {
    title: "Study aids",
    keys: [
      { keys: ["Enter"], label: "Add another below" },
      { keys: ["Alt", "Shift", "↑"], label: "Move up" },
      { keys: ["Alt", "Shift", "↓"], label: "Move down" },
    ],
  },
  {
    title: "Outline",
    keys: [
      { keys: ["F2"], label: "Rename the module" },
      { keys: ["Alt", "Shift", "↑"], label: "Move the module" },
    ],
  },
];
