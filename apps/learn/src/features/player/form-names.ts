import type { Modality } from "@byteos/contracts/learning-event";

export const formNames: Readonly<Record<Modality, string>> = {
  text: "Text",
  video: "Video",
  audio: "Audio",
  mindmap: "Mind map",
  flashcards: "Flashcards",
  feed: "ByteFeed",
  game: "BytePlay",
};
