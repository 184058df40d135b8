import { expect, test } from "vitest";
import { choosePictures } from "./choose-pictures.ts";

const file = (path: string, text = "") => ({
  path,
  file: new File([text], path.split("/").at(-1) ?? ""),
});

test("of a folder, the pictures that a text names go along", async () => {
  const { documents, pictures } = await choosePictures([
    file("knots/01.md", "![](fig/loop.png) ![](fig/a%20hitch.JPG)"),
    file("knots/02.pdf", "other.png"),
    file("knots/fig/loop.png"),
    file("knots/fig/a hitch.JPG"),
    file("knots/fig/other.png"),
  ]);
  expect(documents.map(({ path }) => path)).toEqual(["knots/01.md", "knots/02.pdf"]);
  expect(pictures.map(({ path }) => path)).toEqual(["knots/fig/loop.png", "knots/fig/a hitch.JPG"]);
});
