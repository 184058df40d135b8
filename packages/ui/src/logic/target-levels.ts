/** Levels of proficiency that people choose from: shares of 1, in words. */
export const targetLevels = [
  { share: 0.7, words: "knows the essentials" },
  { share: 0.8, words: "works with it" },
  { share: 0.9, words: "is sure of it" },
  { share: 0.95, words: "has mastered it" },
] as const;
